package salesops.model;

import java.util.ArrayList;
import java.util.List;

/** Fit as a letter A (best) to D, engagement as a digit 1 (best) to 4: {@code A2}. */
public record Grade(char fit, int engagement) implements Comparable<Grade> {
  public Grade {
    if (fit < 'A' || fit > 'D' || engagement < 1 || engagement > 4) {
      throw new IllegalArgumentException("a grade is A to D and 1 to 4, such as A2");
    }
  }

  public static Grade parse(String text) {
    if (text.length() != 2) {
      throw new IllegalArgumentException("a grade is A to D and 1 to 4, such as A2");
    }
    return new Grade(text.charAt(0), text.charAt(1) - '0');
  }

  /** All sixteen, A1 first, D4 last. */
  public static List<Grade> all() {
    List<Grade> grades = new ArrayList<>();
    for (char fit = 'A'; fit <= 'D'; fit++) {
      for (int engagement = 1; engagement <= 4; engagement++) {
        grades.add(new Grade(fit, engagement));
      }
    }
    return grades;
  }

  @Override
  public int compareTo(Grade other) {
    return fit != other.fit
        ? Character.compare(fit, other.fit)
        : Integer.compare(engagement, other.engagement);
  }

  @Override
  public String toString() {
    return "" + fit + engagement;
  }
}
