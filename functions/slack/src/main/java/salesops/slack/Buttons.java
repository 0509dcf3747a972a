package salesops.slack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.model.Digests;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.slack.Note.Kind;
import salesops.slack.SlackMessage.Button;
import salesops.slack.SlackStore.Pending;

/**
 * The buttons of messages. Links are made when a message leaves, so they work for a week from then
 * on; what they allow follows from the row alone, so those of a message sent twice mean the same.
 */
record Buttons(ActionLinks links) {

  /** What the reader of this message may do, in order. */
  List<Button> of(Channel channel, Pending row) {
    return all(channel, row).toList();
  }

  /** The one button of a row among others. */
  Optional<Button> first(Channel channel, Pending row) {
    return all(channel, row).findFirst();
  }

  private Stream<Button> all(Channel channel, Pending row) {
    Note note = row.note();
    Kind kind = note.kind();
    return kind == null
        ? elsewhere(note).stream()
        : kind.actions().stream()
            .map(
                action ->
                    action == Action.OPEN
                        ? open(channel, row, kind)
                        : button(label(action), action, channel, row, note.subject()));
  }

  /** Why a lead is held only the suite's own page tells. */
  private Button open(Channel channel, Pending row, Kind kind) {
    Note note = row.note();
    Optional<Button> elsewhere = kind.isHeld() ? Optional.empty() : elsewhere(note);
    return elsewhere.orElseGet(
        () ->
            button(
                kind.isHeld() ? "Why" : label(Action.OPEN),
                Action.OPEN,
                channel,
                row,
                note.subject()));
  }

  /** Opens the lead in another system. */
  private static Optional<Button> elsewhere(Note note) {
    return Optional.ofNullable(note.link())
        .filter(link -> link.length() <= SlackMessage.URL_MAX && link.matches("https?://.+"))
        .map(link -> Button.of(label(Action.OPEN), link, "open"));
  }

  Button release(Channel channel, Pending row, Note.Suspect suspect) {
    return button("Release…", Action.RELEASE, channel, row, suspect.leadId());
  }

  private Button button(String label, Action action, Channel channel, Pending row, String subject) {
    String manager = row.note().manager();
    String actor = manager == null ? channel.address() : manager;
    String linkId = Digests.of(row.key().number().toString(), actor, subject, action.name());
    return Button.of(
        label,
        links.to(new Permission(action, subject, actor, linkId)),
        action.name().toLowerCase(Locale.ROOT));
  }

  private static String label(Action action) {
    return switch (action) {
      case OPEN -> "Open";
      case RETURN, RETURN_FOR_OWNER -> "Return…";
      case GIVE -> "Give to…";
      case RAISE_CAPACITY -> "Raise capacity…";
      case RELEASE -> "Release…";
      case CONTACTED -> "Contacted";
      case QUALIFY -> "Qualified…";
      case DISQUALIFY -> "Not a fit…";
      case OPEN_DEAL -> "Open a deal…";
      case MOVE_DEAL -> "Stage…";
      case WIN_DEAL -> "Won…";
      case LOSE_DEAL -> "Lost…";
    };
  }
}
