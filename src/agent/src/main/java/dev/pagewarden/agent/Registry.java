package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands out the numbers of sites, callees and targets, and finds them again. */
final class Registry {
  private record CalleeKey(Callee.Kind kind, int target, String className) {}

  private record OwnedKey(Site.Owner owner, int target, AccessSite at) {}

  private final int maxSites;
  private final Map<String, Integer> targets = new HashMap<>();
  private final Map<OwnedKey, Site> sitesByKey = new HashMap<>();
  private final Map<CalleeKey, Callee> calleesByKey = new HashMap<>();
  private final Set<String> consenting = ConcurrentHashMap.newKeySet();
  private final Set<Line> probed = ConcurrentHashMap.newKeySet();
  private volatile Site[] sites = new Site[64];
  private volatile Callee[] callees = new Callee[64];

  /** A line of a method, and the name and descriptor that an instruction on it names. */
  private record Line(String className, String method, String descriptor, int line, int target) {
    static Line of(CallSite site, int target) {
      return new Line(site.className(), site.methodName(), site.descriptor(), site.line(), target);
    }
  }

  /**
   * Creates an empty registry.
   *
   * @param maxSites after how many sites it is full
   */
  Registry(int maxSites) {
    this.maxSites = maxSites;
  }

  int maxSites() {
    return maxSites;
  }

  /** Whether there are as many sites as may be kept in memory. */
  synchronized boolean isFull() {
    return sitesByKey.size() >= maxSites;
  }

  /** Returns the number that stands for a name and descriptor. */
  synchronized int target(String name, String descriptor) {
    return targets.computeIfAbsent(name + descriptor, t -> targets.size());
  }

  /** Returns the site at a place, a new one if there is none. */
  synchronized Site site(Site.Owner owner, int target, AccessSite at) {
    OwnedKey owned = new OwnedKey(owner, target, at);
    Site known = sitesByKey.get(owned);
    if (known != null) {
      return known;
    }
    int id = sitesByKey.size();
    Site site = new Site(id, owner, target, at);
    sitesByKey.put(owned, site);
    Site[] grown = id < sites.length ? sites : Arrays.copyOf(sites, 2 * id);
    grown[id] = site;
    sites = grown;
    return site;
  }

  /** Notes that a probe announces the call at a site. */
  void addProbed(Site site) {
    probed.add(Line.of(site.callSite(), site.target()));
  }

  /** Returns whether a probe announces a call of that name and descriptor on the site's line. */
  boolean isProbed(CallSite site, int target) {
    return probed.contains(Line.of(site, target));
  }

  /** Returns the callee for a method, a new one if there is none. */
  synchronized Callee callee(
      Callee.Kind kind,
      Member member,
      String binaryName,
      String name,
      String descriptor,
      boolean mute) {
    CalleeKey key = new CalleeKey(kind, target(name, descriptor), binaryName);
    Callee known = calleesByKey.get(key);
    if (known != null) {
      return known;
    }
    int id = calleesByKey.size();
    Callee callee = new Callee(id, kind, key.target(), member, binaryName, name, mute);
    calleesByKey.put(key, callee);
    Callee[] grown = id < callees.length ? callees : Arrays.copyOf(callees, 2 * id);
    grown[id] = callee;
    callees = grown;
    return callee;
  }

  /** Returns the callee that reading a field by a handle stands for. */
  Callee callee(FieldHandles.Read read) {
    return callee(Callee.Kind.FIELD, read.member(), read.owner(), read.name(), "", true);
  }

  /** Notes that a method passes pages by agreement, so that what it does is nobody's fault. */
  void addConsenting(String internalName, String signature) {
    consenting.add(internalName + "." + signature);
  }

  boolean isConsenting(String internalName, String method, String descriptor) {
    return !consenting.isEmpty() && consenting.contains(internalName + "." + method + descriptor);
  }

  Site site(int id) {
    return sites[id];
  }

  Callee callee(int id) {
    return callees[id];
  }

  /** Returns all sites so far, in order of their numbers. */
  synchronized Site[] sites() {
    return Arrays.copyOf(sites, sitesByKey.size());
  }
}
