package dev.pagewarden.contract;

/** The vocabulary that detectors and agent share. */
public final class Contract {
  private Contract() {}
}
