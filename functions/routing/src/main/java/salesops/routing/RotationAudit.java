package salesops.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.events.Turn.Share;
import salesops.model.LeadId;
import salesops.model.RepId;

/** The audit of one rotation: goes through its turns in order and keeps its own books. */
final class RotationAudit {
  private final Map<RepId, Account> accounts = new LinkedHashMap<>();
  private List<Share> stretch = List.of();
  private int stretches;
  private long turnsInStretch;
  private double worstInStretch;
  private double worstOverall;

  /**
   * A rotated lead.
   *
   * @param returned how it was returned; absent when it was not
   */
  private record Given(Turn turn, RepId rep, @Nullable LeadReturned returned) {}

  private record Assignment(LeadId lead, int assignmentSeq) {}

  private record Key(String pool, String band) {}

  static FairnessAudit.Report report(List<LeadAssigned> events, List<LeadReturned> returns) {
    Map<Assignment, LeadReturned> returned = new HashMap<>();
    returns.forEach(r -> returned.put(new Assignment(r.leadId(), r.assignmentSeq()), r));
    Map<Key, NavigableMap<Long, Given>> rotations =
        new TreeMap<>(Comparator.comparing(Key::pool).thenComparing(Key::band));
    for (LeadAssigned event : events) {
      Turn turn = event.turn();
      if (turn != null) {
        Assignment id = new Assignment(event.lead().leadId(), event.assignmentSeq());
        rotations
            .computeIfAbsent(new Key(turn.pool(), turn.band()), k -> new TreeMap<>())
            .put(turn.poolSeq(), new Given(turn, event.rep(), returned.get(id)));
      }
    }
    List<FairnessAudit.Rotation> audited = new ArrayList<>();
    rotations.forEach((key, turns) -> audited.add(new RotationAudit().audit(key, turns)));
    return report(audited);
  }

  static FairnessAudit.Report report(List<FairnessAudit.Rotation> audited) {
    return new FairnessAudit.Report(
        audited.stream().mapToDouble(FairnessAudit.Rotation::maxFairnessDeviation).max().orElse(0),
        audited.stream().mapToDouble(FairnessAudit.Rotation::poolDeviation).max().orElse(0),
        audited);
  }

  private FairnessAudit.Rotation audit(Key key, NavigableMap<Long, Given> turns) {
    turns.values().forEach(this::give);
    return rotation(key.pool(), key.band(), turns.lastKey() - turns.size());
  }

  /** The next turn, whose lead was never returned. */
  void give(Turn turn, RepId rep) {
    give(new Given(turn, rep, null));
  }

  FairnessAudit.Rotation rotation(String pool, String band, long missing) {
    Collection<Account> all = accounts.values();
    all.forEach(account -> takeBack(account, account.returned.size()));
    List<FairnessAudit.RepShare> reps = all.stream().map(Account::share).toList();
    return new FairnessAudit.Rotation(
        pool,
        band,
        reps.stream().mapToLong(FairnessAudit.RepShare::leads).sum(),
        stretches,
        missing,
        worstInStretch,
        worstOverall,
        reps);
  }

  private void give(Given given) {
    List<Share> shares = given.turn().eligible();
    for (Share share : shares) {
      Account account = account(share);
      // The recorded count tells one thing only: which returns had been booked by then.
      long booked = account.given - share.count();
      takeBack(account, Math.clamp(booked, account.booked, account.returned.size()));
    }
    enter(shares);
    Account chosen = accounts.computeIfAbsent(given.rep(), Account::new);
    boolean makesGood = chosen.owed > 0;
    if (makesGood) {
      chosen.owed--;
    } else {
      chosen.turns++;
      turnsInStretch++;
    }
    chosen.give(given);
    long total = shares.stream().mapToLong(Share::weight).sum();
    for (Share share : shares) {
      Account account = account(share);
      account.fairShare += (double) share.weight() / total;
      long ahead = account.turns * total - turnsInStretch * share.weight();
      worstInStretch = Math.max(worstInStretch, (double) Math.abs(ahead) / total);
    }
    observe();
  }

  private void enter(List<Share> shares) {
    Map<RepId, Integer> now = new HashMap<>();
    Map<RepId, Integer> before = new HashMap<>();
    shares.forEach(s -> now.put(s.rep(), s.weight()));
    stretch.forEach(s -> before.put(s.rep(), s.weight()));
    if (!now.equals(before)) {
      accounts.values().forEach(account -> account.turns = 0);
      turnsInStretch = 0;
      stretches++;
    }
    stretch = shares;
  }

  private Account account(Share share) {
    Account account = accounts.computeIfAbsent(share.rep(), Account::new);
    account.weight = share.weight();
    return account;
  }

  /** Books returns of this rep until this many are booked, oldest first. */
  private void takeBack(Account account, int until) {
    while (account.booked < until) {
      Given given = account.returned.get(account.booked++);
      long total = given.turn().eligible().stream().mapToLong(Share::weight).sum();
      for (Share share : given.turn().eligible()) {
        accounts.computeIfAbsent(share.rep(), Account::new).fairShare -=
            (double) share.weight() / total;
      }
      account.leads--;
      account.owed++;
    }
  }

  private void observe() {
    for (Account account : accounts.values()) {
      account.worst = Math.max(account.worst, Math.abs(account.leads - account.fairShare));
      worstOverall = Math.max(worstOverall, account.worst);
    }
  }

  /** One rep's books. */
  private static final class Account {
    final RepId rep;
    final List<Given> returned = new ArrayList<>();
    int weight;
    long given;
    long leads;
    long turns;
    int booked;
    int owed;
    double fairShare;
    double worst;

    Account(RepId rep) {
      this.rep = rep;
    }

    void give(Given lead) {
      given++;
      leads++;
      if (lead.returned() != null) {
        returned.add(lead);
      }
    }

    FairnessAudit.RepShare share() {
      return new FairnessAudit.RepShare(rep, weight, leads, fairShare, worst);
    }
  }
}
