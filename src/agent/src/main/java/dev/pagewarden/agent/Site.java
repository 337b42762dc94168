package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.concurrent.atomic.LongAdder;

/** A probed instruction, known to its probe by number, and how often it was passed. */
final class Site {
  /** Whose code the instruction is in. */
  enum Owner {
    /** An importer's, or anybody's who may be one. */
    IMPORTER,
    /** The API's own: what it does is part of the access that led there. */
    API,
    /** Code whose annotation says that pages are passed by agreement. */
    CONSENTING
  }

  private final int id;
  private final Owner owner;
  private final int target;
  private final AccessSite accessSite;
  private final LongAdder imported = new LongAdder();
  private final LongAdder reached = new LongAdder();
  private volatile boolean confirmed;
  private final Sightings sightings = new Sightings();
  private volatile boolean reachTold;

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

  /** The member that is used, as a reader knows it: {@code SgTable.pages()}. */
  String accessor() {
    return accessSite.accessor();
  }

  LongAdder imported() {
    return imported;
  }

  LongAdder reached() {
    return reached;
  }

  /** Whether the announcement need not, or need no more, be held against the stack. */
  boolean isConfirmed() {
    return confirmed;
  }

  void setConfirmed() {
    confirmed = true;
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

  /** Whether code of the same package as the given class holds the site. */
  boolean isInPackageOf(String binaryName) {
    String mine = accessSite.callSite().className();
    int slash = mine.lastIndexOf('/');
    return slash == binaryName.lastIndexOf('.')
        && (slash < 0
            || mine.substring(0, slash).equals(binaryName.substring(0, slash).replace('.', '/')));
  }
}
