package salesops.slack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    Kind kind = row.note().kind();
    return kind == null
        ? open(channel, row).stream().toList()
        : kind.actions().stream()
            .flatMap(
                action ->
                    (action == Action.OPEN
                        ? open(channel, row).stream()
                        : java.util.stream.Stream.of(
                            button(label(action), action, channel, row, row.note().leadId()))))
            .toList();
  }

  /** The one button of a row among others. Why a lead is held only the suite's own page tells. */
  Optional<Button> open(Channel channel, Pending row) {
    Note note = row.note();
    Kind kind = note.kind();
    String link = note.link();
    boolean held = kind != null && kind.isHeld();
    if (!held
        && link != null
        && link.length() <= SlackMessage.URL_MAX
        && link.matches("https?://.+")) {
      return Optional.of(Button.of("Open", link, "open"));
    }
    return kind == null || !kind.actions().contains(Action.OPEN)
        ? Optional.empty()
        : Optional.of(button(held ? "Why" : "Open", Action.OPEN, channel, row, note.leadId()));
  }

  Button release(Channel channel, Pending row, Note.Suspect suspect) {
    return button("Release…", Action.RELEASE, channel, row, suspect.leadId());
  }

  private Button button(String label, Action action, Channel channel, Pending row, String leadId) {
    String manager = row.note().manager();
    String actor = manager == null ? channel.address() : manager;
    String linkId = Digests.of(row.key().number().toString(), actor, leadId);
    return Button.of(
        label,
        links.to(new Permission(action, leadId, actor, linkId)),
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
