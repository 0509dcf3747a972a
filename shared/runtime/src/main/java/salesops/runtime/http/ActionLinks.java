package salesops.runtime.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import salesops.runtime.secrets.SignedTokens;

/**
 * Links in messages: whoever is sent one may do one thing with one lead or deal, for a week.
 * Opening a link changes nothing, since previews open links too; its page asks and then posts to
 * the same address.
 */
public final class ActionLinks {
  /** How long a link works. */
  public static final Duration LIFE = Duration.ofDays(7);

  /** Folder of links to leads, below the address of the HTTP API. */
  public static final String ACTIONS_FOLDER = "actions";

  /** Folder of links to quarantined leads. */
  public static final String RELEASES_FOLDER = "releases";

  /** Folder of links to work on leads and deals. */
  public static final String WORK_FOLDER = "work";

  private static final String ACTOR = "actor";

  /** What a link is good for. */
  public enum Action {
    /** See the lead: person, score, decision, history. */
    OPEN(ACTIONS_FOLDER),
    /** Give the lead back with a reason. */
    RETURN(ACTIONS_FOLDER),
    /** Give the lead back for whoever has it; people who see all leads. */
    RETURN_FOR_OWNER(ACTIONS_FOLDER),
    /** Give the lead to somebody else; managers. */
    GIVE(ACTIONS_FOLDER),
    /** Let the reps of the lead's pool have more open leads; managers. */
    RAISE_CAPACITY(ACTIONS_FOLDER),
    /** Let a quarantined lead go on its way. */
    RELEASE(RELEASES_FOLDER),
    /** Say that the owner contacted the lead. */
    CONTACTED(WORK_FOLDER),
    /** Say that the lead is worth a deal. */
    QUALIFY(WORK_FOLDER),
    /** Say that the lead is not a fit. */
    DISQUALIFY(WORK_FOLDER),
    /** Open a deal of the lead. */
    OPEN_DEAL(WORK_FOLDER),
    /** Move a deal to another stage. */
    MOVE_DEAL(WORK_FOLDER),
    WIN_DEAL(WORK_FOLDER),
    LOSE_DEAL(WORK_FOLDER);

    private final String folder;

    Action(String folder) {
      this.folder = folder;
    }

    /** Where its links lead, below the address of the HTTP API. */
    public String folder() {
      return folder;
    }

    private String purpose() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a link allows.
   *
   * @param subject id of the lead, or of the deal for what is done with deals
   * @param actor e-mail address of whoever was sent it, or another name of who was shown it
   * @param linkId kept with what is done, so that it is known by which link
   */
  public record Permission(Action action, String subject, String actor, String linkId) {}

  private final SignedTokens tokens;
  private final String address;

  /**
   * @param address of the HTTP API, without a slash at its end
   */
  public ActionLinks(SignedTokens tokens, String address) {
    this.tokens = tokens;
    this.address = address;
  }

  /** An address with a token; whoever has it needs nothing else. */
  public String to(Permission permission) {
    String token =
        tokens.sign(
            permission.action().purpose(),
            permission.subject(),
            permission.linkId(),
            Map.of(ACTOR, permission.actor()),
            LIFE);
    return address + "/" + permission.action().folder + "/" + token;
  }

  /** What became of reading a link's token. */
  public sealed interface Reading {
    record Allowed(Permission permission) implements Reading {}

    record Expired() implements Reading {}

    record Invalid() implements Reading {}
  }

  /**
   * For the function behind a folder: what this token allows.
   *
   * @param folder one of the constants here; tokens of other folders are invalid in it
   */
  public static Reading read(SignedTokens tokens, String folder, String token) {
    for (Action action : Action.values()) {
      if (!action.folder.equals(folder)) {
        continue;
      }
      switch (tokens.read(action.purpose(), token)) {
        case SignedTokens.Reading.Valid(SignedTokens.Claims claims) -> {
          return allowed(action, claims);
        }
        case SignedTokens.Reading.Expired _ -> {
          return new Reading.Expired();
        }
        case SignedTokens.Reading.Invalid _ -> {}
      }
    }
    return new Reading.Invalid();
  }

  private static Reading allowed(Action action, SignedTokens.Claims claims) {
    return Optional.ofNullable(claims.details().get(ACTOR))
        .<Reading>map(
            actor ->
                new Reading.Allowed(new Permission(action, claims.subject(), actor, claims.id())))
        .orElseGet(Reading.Invalid::new);
  }
}
