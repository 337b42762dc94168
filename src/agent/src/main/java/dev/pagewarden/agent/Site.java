package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** A probed instruction, known to its probe by number, and how often it was passed. */
final class Site {
  /** Whose code the instruction is in. */
  enum Owner {
    /** An importer's, or anybody's who may be one. */
    IMPORTER,
    /** An importer's, or a helper's of the API, in whose package it is: the stack must tell. */
    BESIDE_API,
    /** The API's own: what it does is part of the access that led there. */
    API,
    /** Code whose annotation says that pages are passed by agreement. */
    CONSENTING,
    /** Code that the options take out of the importers. */
    EXEMPT;

    /** Whether what the site does may be put down to it. */
    boolean isAnswerable() {
      return this == IMPORTER || this == BESIDE_API;
    }
  }

  /** Methods by which a class has a say in how its objects are written to a stream. */
  static final Set<String> SERIALIZERS = Set.of("writeObject", "writeExternal", "writeReplace");

  private final int id;
  private final Owner owner;
  private final int target;
  private final AccessSite accessSite;
  private final LongAdder overflow = new LongAdder();
  private final LongAdder importedOverflow = new LongAdder();
  private volatile boolean confirmed;
  private final Sightings sightings = new Sightings();
  private volatile boolean reachTold;
  // Racy on purpose: an answer that gets lost is found again.
  private Callee farCallee;
  private int questions;
  private boolean lastJudgement;
  private int flights;

  /**
   * Creates a site.
   *
   * @param id its number
   * @param owner whose code it is in
   * @param target number of the name and descriptor that the instruction names
   * @param accessSite where it is, what it uses and which build of the class it is in
   */
  Site(int id, Owner owner, int target, AccessSite accessSite) {
    this.id = id;
    this.owner = owner;
    this.target = target;
    this.accessSite = accessSite;
  }

  int id() {
    return id;
  }

  Owner owner() {
    return owner;
  }

  int target() {
    return target;
  }

  /** Where it is, what it uses and which build of the class it is in. */
  AccessSite accessSite() {
    return accessSite;
  }

  CallSite callSite() {
    return accessSite.callSite();
  }

  /** Binary name of the class that it is in. */
  String className() {
    return callSite().className().replace('/', '.');
  }

  /** The member that is used, as a reader knows it: {@code SgTable.pages()}. */
  String accessor() {
    return accessSite.accessor();
  }

  /** Runs that no thread has room to count; see {@link Cells#MOST_SITES}. */
  LongAdder overflow() {
    return overflow;
  }

  /** Likewise, runs on imported tables. */
  LongAdder importedOverflow() {
    return importedOverflow;
  }

  /** Returns how often it ran, given what threads counted ({@link ThreadStates#totals}). */
  long runs(long[] totals) {
    return overflow.sum() + (2 * id < totals.length ? totals[2 * id] : 0);
  }

  /** Likewise, how often on an imported table. */
  long importedRuns(long[] totals) {
    return importedOverflow.sum() + (2 * id + 1 < totals.length ? totals[2 * id + 1] : 0);
  }

  /** What its probe passes. */
  long key() {
    return Keys.of(target, id);
  }

  /**
   * Whether the stack is to be asked again if this run of the site is an importer's. That is slow,
   * so the more often it was asked, the rarer it is; in between the last answer holds.
   */
  boolean isJudgementDue() {
    int asked = ++questions;
    return (asked & asked - 1) == 0;
  }

  boolean lastJudgement() {
    return lastJudgement;
  }

  /** Notes what the stack said, and returns it. */
  boolean judged(boolean isImporters) {
    lastJudgement = isImporters;
    return isImporters;
  }

  /** Whether the announcement need not, or need no more, be held against the stack. */
  boolean isConfirmed() {
    return confirmed;
  }

  void setConfirmed() {
    confirmed = true;
  }

  /** Returns how many of its accesses Flight Recorder was to hear of, this one included. */
  int nextFlight() {
    return flights == Integer.MAX_VALUE ? flights : ++flights;
  }

  /** With what and when it has been seen to touch imported tables. */
  Sightings sightings() {
    return sightings;
  }

  /** Whether it is on record that it ran on something that is not imported. */
  boolean isReachTold() {
    return reachTold;
  }

  void setReachTold() {
    reachTold = true;
  }

  /** Whether it is the API's own, at work for who writes an object to a stream. */
  boolean isSerializing() {
    return owner == Owner.API && SERIALIZERS.contains(callSite().methodName());
  }

  /** Whether code of the same package as the callee holds the site. */
  boolean isBeside(Callee callee) {
    if (callee == farCallee) {
      return false;
    }
    boolean beside = owner == Owner.BESIDE_API || isInPackageOf(callee.className());
    if (!beside) {
      farCallee = callee;
    }
    return beside;
  }

  /** Whether code of the same package as the given class holds the site. */
  boolean isInPackageOf(String binaryName) {
    String mine = accessSite.callSite().className();
    int slash = mine.lastIndexOf('/');
    return slash == binaryName.lastIndexOf('.')
        && (slash < 0
            || mine.substring(0, slash).equals(binaryName.substring(0, slash).replace('.', '/')));
  }
}
