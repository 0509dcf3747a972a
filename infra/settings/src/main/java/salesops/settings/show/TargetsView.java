package salesops.settings.show;

import salesops.model.deal.Money;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.QuotaRules.Goal;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Revision;
import salesops.model.settings.Settings;

/** The part of {@link SettingsView} that is about targets and earnings. */
record TargetsView(SettingsView view, FiscalCalendar calendar, String currency) {
  static void add(Settings settings, SettingsView view) {
    TargetsView targets =
        new TargetsView(view, FiscalCalendar.of(settings.company()), settings.company().currency());
    settings.rates().rates().forEach(targets::rate);
    if (!settings.quotas().rampPercents().isEmpty()) {
      view.thing("quotas").put("ramp", TargetTexts.ramp(settings.quotas()));
    }
    settings.quotas().quotas().forEach(targets::quota);
    settings.quotas().revisions().forEach(targets::revision);
    settings.quotas().goals().forEach(targets::goal);
    settings.quotas().contests().forEach(targets::contest);
    settings.commission().plans().forEach(targets::plan);
  }

  private void rate(Rate rate) {
    view.thing("rates of " + rate.currency()).put("from " + rate.from(), TargetTexts.number(rate));
  }

  private void quota(Quota quota) {
    view.thing("quota " + TargetTexts.quota(quota.of(), quota.period(), calendar))
        .put("amount", money(quota.minor()))
        .put("rollUp", quota.rollUp() == null ? null : "team " + quota.rollUp());
  }

  private void revision(Revision revision) {
    Period period = new Period(revision.from(), revision.until());
    String quota = TargetTexts.quota(revision.of(), period, calendar);
    view.thing("revision of quota " + quota + " from " + revision.effective())
        .put("amount", money(revision.minor()))
        .put("mode", SettingsView.word(revision.mode()))
        .put("by", revision.by())
        .put("because", revision.because());
  }

  private void goal(Goal goal) {
    view.thing("goals of " + TargetTexts.who(goal.of()))
        .put(
            SettingsView.word(goal.metric()) + " each " + SettingsView.word(goal.each()),
            goal.goal());
  }

  private void contest(Contest contest) {
    view.thing("contest " + contest.name())
        .put("what", SettingsView.word(contest.metric()))
        .put("from", contest.from())
        .put("to", contest.until())
        .put("who", TargetTexts.teams(contest))
        .put("prize", contest.prize());
  }

  private void plan(Plan plan) {
    view.thing("plan " + plan.name() + " from " + plan.from())
        .put("to", plan.until())
        .put("who", TargetTexts.who(plan))
        .put("attainment", SettingsView.word(plan.attainment()))
        .put("payout", SettingsView.word(plan.payout()))
        .put("mode", SettingsView.word(plan.mode()))
        .put("tiers", TargetTexts.tiers(plan))
        .put("products", TargetTexts.products(plan))
        .put("cap", TargetTexts.cap(plan, currency))
        .put("draw", TargetTexts.draw(plan, currency))
        .put("clawback", SettingsView.days(plan.clawbackDays()));
  }

  private String money(long minor) {
    return new Money(minor, currency).text();
  }
}
