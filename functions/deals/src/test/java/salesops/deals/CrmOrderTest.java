package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.deals.deal.DealHistory;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.runtime.Json;
import tools.jackson.core.type.TypeReference;

/** The order in which a CRM's changes arrive alters nothing but the events on the way. */
class CrmOrderTest {
  private static final CrmBench BENCH = new CrmBench();

  /** Where the same changes arrive in another way. */
  private static final CrmBench OTHER = new CrmBench();

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Case 48. */
  private static final List<String> CASE_48 =
      List.of(
          "{'deal':'%s','at':'2026-11-03T09:01:00Z','fields':{'stage':'Proposal'}}",
          "{'deal':'%s','at':'2026-11-03T09:02:00Z','fields':{'amount':'400'}}",
          "{'deal':'%s','at':'2026-11-03T09:03:00Z','fields':{'stage':'Won'}}",
          "{'deal':'%s','at':'2026-11-03T09:04:00Z','fields':{'amount':'500'}}");

  /** What is left of a deal's changes. */
  private record Left(Map<String, Object> deal, List<String> history) {
    static Left of(CrmBench bench, String id) {
      return new Left(
          values(bench.deal(id)),
          bench.history(id).stream()
              .map(DealHistory.Entry.Edited.class::cast)
              .map(entry -> entry.edit().at() + " " + entry.changes())
              .toList());
    }

    /** All but the number of the latest version, which tells how many changes were news. */
    private static Map<String, Object> values(Deal deal) {
      Map<String, Object> values = new TreeMap<>(Json.MAPPER.convertValue(deal, OBJECT));
      values.remove("version");
      return values;
    }
  }

  /** The state that consumers of the events end up with: the highest version's. */
  private static Deal followed(CrmBench bench, String id) {
    return bench.events(id, Event.class).stream()
        .map(
            event ->
                switch (event) {
                  case DealOpened(var deal, var _) -> deal;
                  case DealChanged(var deal, var _) -> deal;
                  case DealWon won -> won.deal();
                  case DealLost lost -> lost.deal();
                  case DealReopened(var deal, var _) -> deal;
                  default -> throw new IllegalStateException(event.type());
                })
        .reduce((a, b) -> a.version() > b.version() ? a : b)
        .orElseThrow();
  }

  private static void arrive(CrmBench bench, String id, List<String> changes, List<Integer> order) {
    for (int next : order) {
      String outcome = bench.report(changes.get(next).formatted(id)).getFirst().outcome();
      assertFalse(outcome.equals("refused"), outcome);
    }
  }

  private static Stream<List<Integer>> orders(List<Integer> chosen, int of) {
    return chosen.size() == of
        ? Stream.of(chosen)
        : IntStream.range(0, of)
            .filter(next -> !chosen.contains(next))
            .boxed()
            .flatMap(
                next -> {
                  List<Integer> longer = new ArrayList<>(chosen);
                  longer.add(next);
                  return orders(longer, of);
                });
  }

  private static Stream<List<Integer>> orders() {
    return orders(List.of(), CASE_48.size());
  }

  @Test
  void has24Orders() {
    assertEquals(24, orders().distinct().count());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void endsWonAt500WhateverTheOrder(List<Integer> order) {
    String id = "case48-" + order.stream().map(String::valueOf).reduce("", String::concat);
    arrive(BENCH, id, CASE_48, order);
    Deal deal = BENCH.deal(id);
    assertEquals(Deal.State.WON, deal.state());
    assertEquals(new Money(50_000, "GBP"), deal.amount());
    assertFalse(BENCH.events(id, DealWon.class).isEmpty());
    assertEquals(deal, followed(BENCH, id));
    assertEquals(
        List.of(
            "2026-11-03T09:01:00Z [FieldChange[field=stage, from=, to=Proposal]]",
            "2026-11-03T09:02:00Z [FieldChange[field=amount, from=, to=400]]",
            "2026-11-03T09:03:00Z [FieldChange[field=stage, from=Proposal, to=Won]]",
            "2026-11-03T09:04:00Z [FieldChange[field=amount, from=400, to=500]]"),
        Left.of(BENCH, id).history());
  }

  private static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** Two changes of one time, deletions, clearing, closed dates; some twice. */
  @ParameterizedTest
  @MethodSource("seeds")
  void endsTheSameWhateverTheOrderAndHoweverOften(long seed) {
    Random random = new Random(seed);
    List<String> changes = new ArrayList<>();
    List<String> what =
        List.of(
            "'fields':{'stage':'Proposal'}",
            "'fields':{'stage':'Won'}",
            "'fields':{'stage':'Lost','reason':'price'}",
            "'fields':{'stage':'Negotiation','amount':'7'}",
            "'fields':{'amount':'400'}",
            "'fields':{'amount':'50.005'}",
            "'fields':{'amount':null}",
            "'fields':{'owner':'ana@northwind.example'}",
            "'fields':{'owner':'Eve'}",
            "'fields':{'closed':'2026-10-30'}",
            "'fields':{'closed':'2026-10-30T23:30:00Z'}",
            "'deleted':true",
            "'deleted':false",
            "'mergedInto':'D-2'");
    for (int i = 0; i < 12; i++) {
      changes.add(
          "{'deal':'%s','at':'2026-11-03T09:0"
              + random.nextInt(10)
              + ":00Z',"
              + what.get(random.nextInt(what.size()))
              + "}");
    }
    List<Integer> clean = IntStream.range(0, changes.size()).boxed().toList();
    String id = "seed" + seed;
    arrive(BENCH, id, changes, clean);
    List<Integer> wild = new ArrayList<>(clean);
    wild.addAll(clean.subList(0, 6));
    Collections.shuffle(wild, random);
    arrive(OTHER, id, changes, wild);
    assertEquals(Left.of(BENCH, id), Left.of(OTHER, id), "seed " + seed);
    assertEquals(OTHER.deal(id), followed(OTHER, id), "seed " + seed);
    assertTrue(OTHER.history(id).size() <= changes.size());
  }
}
