package salesops.settings.show;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.deal.Money;
import salesops.model.settings.DealRules.Approval;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.DealRules.Stage;

/** Rules of deals in a few words, as the settings write them. */
final class DealTexts {
  private static final int HOUR_MINUTES = 60;

  private DealTexts() {}

  static List<String> needs(Stage stage) {
    return stage.needs().stream()
        .sorted(Comparator.naturalOrder())
        .map(SettingsView::word)
        .toList();
  }

  /** {@code discount 20%.., amount £50,000..}; empty when there is no approval. */
  static List<String> approval(@Nullable Approval approval, String currency) {
    List<String> conditions = new ArrayList<>();
    if (approval != null && approval.discountPercentFrom() != null) {
      conditions.add("discount " + approval.discountPercentFrom() + "%..");
    }
    if (approval != null && approval.amountMinorFrom() != null) {
      conditions.add("amount " + new Money(approval.amountMinorFrom(), currency).text() + "..");
    }
    return conditions;
  }

  /** {@code A, B1}: a letter for all four grades with it. */
  static String grades(Set<Grade> grades) {
    List<String> names = new ArrayList<>();
    for (Grade grade : new TreeSet<>(grades)) {
      boolean whole = grades.containsAll(ofLetter(grade.fit()));
      if (!whole) {
        names.add(grade.toString());
      } else if (grade.engagement() == 1) {
        names.add(String.valueOf(grade.fit()));
      }
    }
    return String.join(", ", names);
  }

  private static List<Grade> ofLetter(char fit) {
    return Grade.all().stream().filter(grade -> grade.fit() == fit).toList();
  }

  /** {@code remind 15m, manager 30m, reassign 1h}, in working time. */
  static String response(Response response) {
    List<String> measures = new ArrayList<>();
    measure("remind", response.remindMinutes(), measures);
    measure("manager", response.managerMinutes(), measures);
    measure("reassign", response.reassignMinutes(), measures);
    return String.join(", ", measures);
  }

  private static void measure(String name, @Nullable Integer minutes, List<String> measures) {
    if (minutes != null) {
      measures.add(name + " " + minutes(minutes));
    }
  }

  private static String minutes(int minutes) {
    return minutes % HOUR_MINUTES == 0 ? minutes / HOUR_MINUTES + "h" : minutes + "m";
  }
}
