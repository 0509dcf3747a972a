package salesops.routing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Limits;
import salesops.routing.RoutingAnswer.AccountsImported;
import salesops.routing.RoutingAnswer.CapacityRaised;
import salesops.routing.RoutingAnswer.LeadChanged;
import salesops.routing.RoutingAnswer.LeadsExported;
import salesops.routing.RoutingAnswer.LeadsFound;
import salesops.routing.RoutingAnswer.LeadsWaiting;
import salesops.routing.RoutingAnswer.RepIsAway;
import salesops.routing.RoutingAnswer.RepIsBack;
import salesops.routing.RoutingAnswer.TerritoryMissed;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.RefusedException;

/**
 * What operators ask of routing. A {@code lead} is named by its id, or by an email address or
 * external id for that person's latest lead. All may be repeated: the second call answers the same
 * and changes nothing.
 */
public sealed interface RoutingOperation<A extends Operation.Answer> extends Operation<A> {
  /** Longest reason in characters. */
  int REASON_MAX = 200;

  /** A rep gets no leads until a time: a date, for the start of that day, or a date-time. */
  @JsonTypeName("repAway")
  record MarkAway(RepId rep, String until) implements RoutingOperation<RepIsAway> {
    public MarkAway {
      rep = Given.required("rep", rep);
      until = Given.text("until", until);
    }
  }

  /** A rep gets leads again. */
  @JsonTypeName("repBack")
  record MarkBack(RepId rep) implements RoutingOperation<RepIsBack> {
    public MarkBack {
      rep = Given.required("rep", rep);
    }
  }

  /**
   * A rep may have more open leads for a while.
   *
   * @param until a date or date-time; absent: a week from now
   */
  @JsonTypeName("raiseCapacity")
  record RaiseRep(RepId rep, Integer capacity, @Nullable String until, String by)
      implements RoutingOperation<CapacityRaised> {
    public RaiseRep {
      rep = Given.required("rep", rep);
      capacity = Given.number("capacity", capacity, Limits.CAPACITY_MAX);
      until = Given.optional(until);
      by = Given.by(by);
    }
  }

  /** Loads whose account each company is. */
  @JsonTypeName("importAccounts")
  record LoadAccounts(List<AccountRow> accounts) implements RoutingOperation<AccountsImported> {
    /** Most accounts of one call: each is a write of its own. */
    public static final int ACCOUNTS_MAX = 25;

    public LoadAccounts {
      if (accounts.isEmpty() || accounts.size() > ACCOUNTS_MAX) {
        throw RefusedException.invalid(
            "accounts must be a list of 1 to %d accounts: it has %d"
                .formatted(ACCOUNTS_MAX, accounts.size()));
      }
    }
  }

  /** An account as it is in the list; it is refused by itself when something is wrong with it. */
  record AccountRow(
      @Nullable String domain,
      @Nullable String owner,
      @Nullable String parent,
      @Nullable String name) {}

  /**
   * Searches leads; what is absent does not matter.
   *
   * @param company registrable domain
   * @param all of the company's leads, not only the open ones that its item names
   * @param since of the submission
   * @param cursor as the call before told it; absent: from the beginning
   */
  @JsonTypeName("findLeads")
  record Search(
      @Nullable String email,
      @Nullable String company,
      boolean all,
      @Nullable RepId rep,
      @Nullable String grade,
      Instant since,
      Integer limit,
      @Nullable String cursor)
      implements RoutingOperation<LeadsFound> {
    /** Most leads of an answer. */
    public static final int LIMIT_MAX = 500;

    private static final int LIMIT = 50;

    public Search {
      email = Given.optional(email);
      company = Given.optional(company);
      grade = Given.optional(grade);
      since = Objects.requireNonNullElse(since, Instant.EPOCH);
      limit = Given.number("limit", limit, LIMIT, LIMIT_MAX);
      cursor = Given.optional(cursor);
    }

    /** The same search, from where an answer ended. */
    public Search after(String next) {
      return new Search(email, company, all, rep, grade, since, limit, next);
    }
  }

  /** Lists the leads that wait for an owner, the earliest due first. */
  @JsonTypeName("held")
  record ListHeld(Integer limit) implements RoutingOperation<LeadsWaiting> {
    public static final int LIMIT_MAX = 1_000;

    private static final int LIMIT = 100;

    public ListHeld {
      limit = Given.number("limit", limit, LIMIT, LIMIT_MAX);
    }
  }

  /**
   * Exports every lead that was submitted at some time or later, page by page, in no order.
   *
   * @param limit items looked at; a page may have no lead and yet be followed by another
   * @param cursor as the page before told it; absent: the first page
   */
  @JsonTypeName("exportLeads")
  record Export(Instant since, Integer limit, @Nullable String cursor)
      implements RoutingOperation<LeadsExported> {
    /**
     * Most leads of a page. A lead is at most 16 KiB when it is submitted, and an answer of a
     * Lambda function at most 6 MB: <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>.
     */
    public static final int LIMIT_MAX = 100;

    public Export {
      since = Objects.requireNonNullElse(since, Instant.EPOCH);
      limit = Given.number("limit", limit, LIMIT_MAX, LIMIT_MAX);
      cursor = Given.optional(cursor);
    }
  }

  /**
   * A rep returns a lead.
   *
   * @param rep who returns it; absent: its owner
   */
  @JsonTypeName("return")
  record Return(String lead, @Nullable RepId rep, String reason, String by)
      implements RoutingOperation<LeadChanged> {
    public Return {
      lead = Given.text("lead", lead);
      reason = Given.line("reason", reason, REASON_MAX);
      by = Given.by(by);
    }
  }

  /** Work on a lead is over. */
  @JsonTypeName("close")
  record Close(String lead, String reason, String by) implements RoutingOperation<LeadChanged> {
    public Close {
      lead = Given.text("lead", lead);
      reason = Given.line("reason", reason, REASON_MAX);
      by = Given.by(by);
    }
  }

  /** Assigns a lead to a rep, whoever has it. */
  @JsonTypeName("assign")
  record Assign(String lead, RepId rep, String reason, String by)
      implements RoutingOperation<LeadChanged> {
    public Assign {
      lead = Given.text("lead", lead);
      rep = Given.required("rep", rep);
      reason = Given.line("reason", reason, REASON_MAX);
      by = Given.by(by);
    }
  }

  /** Explains a lead's score and owner. */
  @JsonTypeName("explain")
  record Explain(String lead) implements RoutingOperation<Explanation> {
    public Explain {
      lead = Given.text("lead", lead);
    }
  }

  /** Explains which criteria of a territory a lead misses. */
  @JsonTypeName("whyNot")
  record ExplainTerritory(String lead, String territory)
      implements RoutingOperation<TerritoryMissed> {
    public ExplainTerritory {
      lead = Given.text("lead", lead);
      territory = Given.text("territory", territory);
    }
  }
}
