package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.OperationsTest.operate;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.model.settings.RoutingRules.Path;
import salesops.runtime.Json;

class AccountsTest {
  private static final Lead CLAIRE = lead("claire@lyon.com");

  private static Map<String, Object> account(String domain, String owner, String parent) {
    Map<String, Object> account = new HashMap<>(Map.of("domain", domain));
    if (!owner.isEmpty()) {
      account.put("owner", rep(owner).email());
    }
    if (!parent.isEmpty()) {
      account.put("parent", parent);
    }
    return account;
  }

  private static Map<String, Object> load(RoutingTable table, Object... accounts) {
    return operate(table, "importAccounts", Map.of("accounts", List.of(accounts)));
  }

  @Test
  void theAccountsOwnerGetsItsLeadsFromTheFirstDayOn() {
    RoutingTable table = new RoutingTable(onePool());
    assertEquals(1, load(table, account("lyon.com", "dev", "")).get("changed"));
    table.route(CLAIRE);
    assertEquals(rep("dev"), table.owner(CLAIRE));
    assertEquals(Path.EXISTING_OWNER, table.assigned(CLAIRE).path());
    assertEquals(
        "account dev@northwind.example imported on 2026-11-03",
        table.assigned(CLAIRE).decision().steps().getLast().detail());
    Explanation told =
        Json.MAPPER.convertValue(
            operate(table, "explain", Map.of("lead", CLAIRE.leadId().value())), Explanation.class);
    assertEquals(true, told.again().same());
  }

  @Test
  void theImportSurvivesTheLeadsOfTheCompany() {
    RoutingTable table = new RoutingTable(onePool());
    load(table, account("lyon.com", "dev", ""));
    for (int i = 0; i < 3; i++) {
      Lead each = lead("p" + i + "@lyon.com");
      table.route(each);
      assertEquals(rep("dev"), table.owner(each));
    }
  }

  @Test
  void aNamedAccountOfTheSettingsComesFirst() {
    RoutingTable table = new RoutingTable(onePool().account("lyon.com", "ben", null));
    load(table, account("lyon.com", "dev", ""));
    table.route(CLAIRE);
    assertEquals(rep("ben"), table.owner(CLAIRE));
  }

  @Test
  void aConversationGoesOnButAColleagueOfThePersonGoesToTheAccountsOwner() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(CLAIRE);
    operate(
        table,
        "assign",
        Map.of(
            "lead", CLAIRE.leadId().value(), "rep", rep("chloe").email(), "reason", "knows her"));
    load(table, account("lyon.com", "dev", ""));
    Lead again = lead("claire@lyon.com", "2", Map.of("country", "FR"));
    Lead colleague = lead("marc@lyon.com");
    table.route(again);
    table.route(colleague);
    assertEquals(rep("chloe"), table.owner(again));
    assertEquals(rep("dev"), table.owner(colleague));
  }

  @Test
  void aSubsidiaryGoesToItsParentsOwnerWhoeverThatIsByThen() {
    RoutingTable table = new RoutingTable(onePool());
    load(
        table,
        account("lyon.com", "", "group.com"),
        account("group.com", "", "holding.com"),
        account("holding.com", "dev", ""));
    table.route(CLAIRE);
    assertEquals(rep("dev"), table.owner(CLAIRE));
    load(table, account("holding.com", "ben", ""));
    Lead marc = lead("marc@lyon.com");
    table.route(marc);
    assertEquals(rep("ben"), table.owner(marc));
  }

  @Test
  void parentsInACircleOrTooFarUpOwnNothing() {
    RoutingTable table = new RoutingTable(onePool());
    load(
        table,
        account("lyon.com", "", "b.com"),
        account("b.com", "", "lyon.com"),
        account("far.com", "", "p1.com"),
        account("p1.com", "", "p2.com"),
        account("p2.com", "", "p3.com"),
        account("p3.com", "", "p4.com"),
        account("p4.com", "dev", ""));
    Lead far = lead("x@far.com");
    Lead farthest = lead("x@p1.com");
    table.route(CLAIRE, far, farthest);
    assertEquals(Path.TERRITORY, table.assigned(CLAIRE).path());
    assertEquals(Path.TERRITORY, table.assigned(far).path());
    assertEquals(rep("dev"), table.owner(farthest));
  }

  @Test
  void theSameFileAgainWritesNothing() {
    RoutingTable table = new RoutingTable(onePool());
    var accounts =
        Map.<String, Object>of(
            "accounts",
            List.of(account("lyon.com", "dev", ""), account("b.com", "ben", "lyon.com")));
    operate(table, "importAccounts", accounts);
    table.clock.advance(Duration.ofDays(1));
    var before = table.items();
    var answer = operate(table, "importAccounts", accounts);
    assertEquals(0, answer.get("changed"));
    assertEquals(2, answer.get("unchanged"));
    assertEquals(before, table.items());
  }

  @Test
  void aLaterFileChangesOwnersAndParents() {
    RoutingTable table = new RoutingTable(onePool());
    load(table, account("lyon.com", "dev", "group.com"));
    assertEquals(1, load(table, account("lyon.com", "dev", "")).get("changed"));
    assertEquals(1, load(table, account("lyon.com", "ben", "")).get("changed"));
    table.route(CLAIRE);
    assertEquals(rep("ben"), table.owner(CLAIRE));
  }

  @Test
  void anOwnerWhoLeftGivesWayToTheNextPath() {
    RoutingTable table = new RoutingTable(onePool());
    load(table, account("lyon.com", "dev", ""));
    table.apply(
        Sample.settings()
            .version(2)
            .reps(Sample.member("ana"))
            .territories(Sample.territory("World", "", "all", "ana"))
            .build());
    table.route(CLAIRE);
    assertEquals(rep("ana"), table.owner(CLAIRE));
    assertEquals("LEFT", table.assigned(CLAIRE).decision().passedOver().getFirst().why());
  }

  @Test
  void anAccountMayBeTheFallbackOwnersWhoIsNoRep() {
    RoutingTable table = new RoutingTable(onePool().fallback("tom"));
    assertEquals(1, load(table, account("lyon.com", "tom", "")).get("changed"));
  }

  @Test
  void tellsAsMuchOfAnAccountsNameAsADecisionHasRoomFor() {
    RoutingTable table = new RoutingTable(onePool());
    Map<String, String> told =
        Map.of(
            " ",
            "",
            "\u202e\u0000",
            "",
            " n\u001bo\n\n",
            " (n o)",
            "😀".repeat(100),
            " (" + "😀".repeat(100) + ")",
            "n".repeat(101),
            " (" + "n".repeat(99) + "…)");
    told.forEach(
        (name, shown) -> {
          Map<String, Object> account = new HashMap<>(account("lyon.com", "dev", ""));
          account.put("name", name);
          load(table, account);
          Lead lead = lead("p" + name.length() + "@lyon.com");
          table.route(lead);
          assertEquals(
              "account dev@northwind.example imported on 2026-11-03" + shown,
              table.assigned(lead).decision().steps().getLast().detail());
        });
  }

  @Test
  void saysOfEachAccountWhyItIsNotTaken() {
    RoutingTable table = new RoutingTable(onePool());
    var answer =
        load(
            table,
            account("lyon.com", "stranger", ""),
            account("not a domain", "dev", ""),
            account("a.com", "", ""),
            account("b.com", "dev", "b.com"),
            account("c.com", "dev", ""));
    assertEquals(1, answer.get("changed"));
    String rejected = String.valueOf(answer.get("rejected"));
    assertTrue(rejected.contains("stranger@northwind.example is no rep of the settings"), rejected);
    assertTrue(rejected.contains("field=domain"), rejected);
    assertTrue(rejected.contains("field=owner, message=is missing"), rejected);
    assertTrue(rejected.contains("field=parent"), rejected);
    assertEquals("invalid", load(table).get("code"));
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i <= RoutingOperation.LoadAccounts.ACCOUNTS_MAX; i++) {
      many.add(account("d" + i + ".com", "dev", ""));
    }
    assertEquals("invalid", operate(table, "importAccounts", Map.of("accounts", many)).get("code"));
  }
}
