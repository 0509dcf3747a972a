package salesops.settings.yaml;

/** A value with where it was written. */
public record Located<T>(Place place, T value) {}
