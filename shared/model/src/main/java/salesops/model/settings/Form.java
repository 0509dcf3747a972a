package salesops.model.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that may submit leads.
 *
 * @param hidden values the settings add, by field name; {@code ?name} takes a parameter of the
 *     page's address
 * @param thanks where the browser goes after a submission; absent: the form's own text
 * @param origins web origins that may post from a script or frame the form
 * @param privacy address of the privacy notice; absent: none is linked
 * @param texts the form's own words by language; the first is shown to whoever asks for no other.
 *     Never empty
 * @param guard what keeps bots from the reps
 */
public record Form(
    String id,
    String title,
    List<Field> fields,
    Map<String, String> hidden,
    @Nullable Consent consent,
    @Nullable String thanks,
    List<String> origins,
    @Nullable String privacy,
    List<Texts> texts,
    Guard guard) {
  public Form {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a form speaks at least one language");
    }
    texts = List.copyOf(texts);
    fields = List.copyOf(fields);
    hidden = Map.copyOf(hidden);
    origins = List.copyOf(origins);
  }

  /**
   * @param name name of a {@link salesops.model.LeadField} or {@code attributes.x}
   */
  public record Field(String name, boolean required) {}

  /**
   * @param version stored with the lead, so that the text consented to is known later
   */
  public record Consent(String text, int version, boolean required) {}

  /**
   * What the form says in one language. What is absent is {@link Form#title}, the consent's text,
   * or the words that come with the product.
   *
   * @param language tag as in {@code Accept-Language}: {@code en}, {@code de}, {@code pt-BR}
   * @param thanks what is said after a submission: what happens next
   * @param labels of fields, by name
   * @param words of the product to be said otherwise, by their keys; for a language that the
   *     product does not speak, all of them
   */
  public record Texts(
      String language,
      @Nullable String title,
      @Nullable String consent,
      @Nullable String thanks,
      @Nullable String send,
      Map<String, String> labels,
      Map<String, String> words) {
    public static final Texts ENGLISH = of("en");

    public Texts {
      labels = Map.copyOf(labels);
      words = Map.copyOf(words);
    }

    /** A language without words of the form's own. */
    public static Texts of(String language) {
      return new Texts(language, null, null, null, null, Map.of(), Map.of());
    }
  }

  /**
   * What keeps bots from the reps. What looks like one is stored, answered like any other, and
   * quarantined.
   *
   * @param minFillMillis shortest time in which a person fills in the form
   * @param perAddress submissions of one address (of one /64 for IPv6)
   * @param perForm submissions of the whole form
   */
  public record Guard(
      int minFillMillis, Rate perAddress, Rate perForm, Mail freeMail, Mail disposableMail) {
    public static final Guard USUAL =
        new Guard(3_000, new Rate(5, 600), new Rate(300, 600), Mail.ACCEPT, Mail.QUARANTINE);
  }

  /** At most so many in a window. */
  public record Rate(int count, int windowSeconds) {
    public Rate {
      if (count < 1 || windowSeconds < 1) {
        throw new IllegalArgumentException("a rate is at least 1 in at least 1 s");
      }
    }
  }

  /** What becomes of a lead with such an address. */
  public enum Mail {
    ACCEPT,
    QUARANTINE,
    REJECT
  }
}
