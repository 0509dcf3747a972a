package salesops.quota.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Credit;
import salesops.model.deal.Money;
import salesops.model.deal.Split;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.model.settings.Settings.Place;
import salesops.quota.ledger.Facts.Claim;
import salesops.quota.ledger.Share.ProductPart;
import salesops.quota.people.RepKey;

/**
 * Who gets what of a won deal. It follows from the deal's newest version, the memberships and the
 * rates, so the order in which versions arrive changes nothing.
 *
 * @param currency the company's
 * @param roster where reps are on a day
 */
record CreditRules(String currency, ExchangeRates rates, Roster roster) {
  /** Where reps stand. */
  interface Roster {
    /** The team of a rep on a day; empty: the settings do not know the rep. */
    Optional<Place> placeOn(RepKey rep, LocalDate day);
  }

  /**
   * The standing of a deal's new version. A conversion that was booked stays while the deal keeps
   * its currency and close date, however rates are corrected.
   *
   * @param before what the ledger has
   */
  Standing of(Facts deal, Head before) {
    return of(deal, booked(deal, before).orElse(null), before.standing());
  }

  /** The standing at the rates of today, whatever was booked. */
  Standing restated(Facts deal, Head before) {
    return of(deal, null, before.standing());
  }

  private Standing of(Facts deal, @Nullable Rate booked, Standing before) {
    if (!deal.isWon()) {
      return Standing.NOTHING;
    }
    LocalDate closed = Objects.requireNonNull(deal.closed());
    List<Share> places = new ArrayList<>();
    for (Claim claim : deal.claims()) {
      Optional<Share> place = place(claim, closed, before);
      if (place.isEmpty()) {
        return Standing.held(Standing.Held.NO_OWNER);
      }
      places.add(place.get());
    }
    if (places.isEmpty()) {
      return Standing.held(Standing.Held.NO_OWNER);
    }
    if (deal.amount().currency().equals(currency)) {
      return new Standing(shares(deal, deal.amount().minor(), places), null, null);
    }
    Optional<Rate> rate =
        booked != null ? Optional.of(booked) : rates.on(deal.amount().currency(), closed);
    return rate.map(
            r ->
                new Standing(
                    shares(deal, r.convert(deal.amount(), currency).minor(), places), r, null))
        .orElseGet(() -> Standing.held(Standing.Held.NO_RATE));
  }

  private static Optional<Rate> booked(Facts deal, Head before) {
    boolean same =
        deal.amount().currency().equals(before.facts().amount().currency())
            && Objects.equals(deal.closed(), before.facts().closed());
    return same ? Optional.ofNullable(before.standing().rate()) : Optional.empty();
  }

  /** A share of 0 where the claim counts. Who left by then leaves the credit to the team. */
  private Optional<Share> place(Claim claim, LocalDate closed, Standing before) {
    return roster
        .placeOn(claim.rep(), closed)
        .map(
            place ->
                new Share(
                    place.employed() ? claim.rep() : RepKey.NOBODY,
                    place.team(),
                    claim.kind(),
                    closed,
                    0,
                    List.of()))
        // Somebody whom the settings no longer know keeps the place that was booked.
        .or(
            () ->
                before.shares().stream()
                    .filter(share -> share.rep().equals(claim.rep()))
                    .findFirst()
                    .map(
                        share ->
                            new Share(
                                share.rep(), share.team(), claim.kind(), closed, 0, List.of())));
  }

  /** Everybody in the split has a share, even of 0. */
  private static List<Share> shares(Facts deal, long minor, List<Share> places) {
    List<Claim> claims = deal.claims();
    long[] revenue =
        Split.shares(
            minor,
            claims.stream()
                .filter(claim -> claim.kind() == Credit.Kind.REVENUE)
                .map(Claim::weight)
                .toList());
    List<Share> shares = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < claims.size(); i++) {
      Share place = places.get(i);
      long part =
          switch (claims.get(i).kind()) {
            case REVENUE -> revenue[next++];
            case OVERLAY -> overlay(minor, claims.get(i).weight());
          };
      shares.add(
          new Share(
              place.rep(), place.team(), place.kind(), place.closed(), part, products(deal, part)));
    }
    return shares;
  }

  /**
   * A share's parts by product, in proportion to the deal's lines; what has no line is left out.
   */
  private static List<ProductPart> products(Facts deal, long share) {
    List<BigDecimal> weights = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long rest = deal.amount().minor();
    for (var line : deal.products()) {
      Money amount = line.amount();
      if (amount != null && amount.minor() > 0) {
        names.add(line.product());
        weights.add(BigDecimal.valueOf(amount.minor()));
        rest -= amount.minor();
      }
    }
    if (names.isEmpty() && deal.products().size() == 1) {
      return List.of(new ProductPart(deal.products().getFirst().product(), share));
    }
    if (names.isEmpty() || rest < 0) {
      return List.of();
    }
    if (rest > 0) {
      weights.add(BigDecimal.valueOf(rest));
    }
    long[] parts = Split.shares(share, weights);
    List<ProductPart> products = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      products.add(new ProductPart(names.get(i), parts[i]));
    }
    return products;
  }

  /** Percent of the whole amount, half up, away from zero on a tie. */
  private static long overlay(long minor, BigDecimal percent) {
    return BigDecimal.valueOf(minor)
        .multiply(percent)
        .divide(Credit.WHOLE, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
