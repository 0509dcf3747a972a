package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.model.RepId;
import salesops.routing.Explanation.Happening;
import salesops.routing.LeadRecord.Deed;
import salesops.routing.LeadRecord.Past;

/** What happened to a lead, oldest first. */
final class LeadHistory {
  private LeadHistory() {}

  static List<Happening> of(LeadRecord record) {
    List<Happening> history = new ArrayList<>();
    for (Past past : record.past()) {
      history.add(assigned(record, past.assignmentSeq(), past.rep(), past.at()));
      history.add(ended(past));
    }
    RepId owner = record.owner();
    if (owner != null) {
      record
          .told(LeadAssigned.class)
          .map(told -> told.data().assignedAt())
          .ifPresent(at -> history.add(assigned(record, record.assignmentSeq(), owner, at)));
    }
    record.told(LeadClosed.class).ifPresent(told -> history.add(closed(told.data())));
    record.deeds().stream()
        .filter(deed -> deed.what() == Deed.What.CAPACITY_RAISED)
        .forEach(deed -> history.add(did(deed, "capacity raised")));
    // Stable: what ended an assignment stays before the one that came of it.
    history.sort(Comparator.comparing(Happening::at));
    return history;
  }

  private static Happening assigned(LeadRecord record, int seq, RepId rep, Instant at) {
    return record.deeds().stream()
        .filter(deed -> deed.what() == Deed.What.GIVEN && deed.assignmentSeq() == seq)
        .findFirst()
        .map(deed -> did(deed, "assigned"))
        .orElseGet(() -> new Happening(at, "assigned", rep.email(), null, null, null));
  }

  private static Happening did(Deed deed, String what) {
    return new Happening(deed.at(), what, deed.rep().email(), deed.reason(), deed.by(), deed.via());
  }

  private static Happening ended(Past past) {
    String what =
        switch (past.how()) {
          case RETURNED -> "returned";
          case HANDED_OVER -> "handed over";
          case CLOSED -> "closed";
        };
    return new Happening(
        past.endedAt(), what, past.rep().email(), past.reason(), past.by(), past.via());
  }

  private static Happening closed(LeadClosed closed) {
    return new Happening(
        closed.closedAt(), "closed", closed.rep().email(), closed.reason(), closed.by(), null);
  }
}
