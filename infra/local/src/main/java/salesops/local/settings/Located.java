package salesops.local.settings;

/** A value with where it was written. */
record Located<T>(Place place, T value) {}
