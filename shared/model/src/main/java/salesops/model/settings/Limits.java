package salesops.model.settings;

/** Limits of the settings that whoever applies them relies on too. */
public final class Limits {
  /**
   * Most sets of criteria that territories may use: a lookup probes each of them, so this bounds
   * its cost however many territories there are.
   */
  public static final int TERRITORY_SHAPES_MAX = 32;

  /** Most open leads that a capacity may allow. */
  public static final int CAPACITY_MAX = 1_000_000;

  private Limits() {}
}
