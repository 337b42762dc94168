package dev.pagewarden.agent;

import dev.pagewarden.agent.MethodPlan.PlannedSite;
import dev.pagewarden.contract.Contract;
import dev.pagewarden.evidence.ClassHash;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives classes their probes while they load. Never fails: what cannot be probed is told, and the
 * class loads as it is.
 *
 * <p>To be registered as capable of retransformation. Then it comes after JaCoCo and the like,
 * whose class identities stay what they were; and when another agent retransforms a class, it puts
 * the same probes in again, as it must.
 */
final class ProbeTransformer implements ClassFileTransformer {
  private static final String OWN_PREFIX =
      ProbeTransformer.class.getPackageName().replace('.', '/') + "/";
  private static final ClassLoader OWN_LOADER = ProbeTransformer.class.getClassLoader();

  private final Contract contract;
  private final Scope scope;
  private final PoolScan pool;
  private final Registry registry;
  private final Recorder recorder;
  private final Troubles troubles;
  private final ClassDump dump;
  private final WeakIdentityMap<Terms> termsByLoader = new WeakIdentityMap<>();
  private final WeakIdentityMap<Set<String>> bridged = new WeakIdentityMap<>();

  /**
   * Creates a transformer.
   *
   * @param contract what to look for
   * @param scope whose accesses count
   * @param registry hands out numbers
   * @param recorder told of each class
   * @param troubles told of failures
   * @param dump where transformed classes are written, or null
   */
  ProbeTransformer(
      Contract contract,
      Scope scope,
      Registry registry,
      Recorder recorder,
      Troubles troubles,
      ClassDump dump) {
    this.contract = contract;
    this.scope = scope;
    this.pool = new PoolScan(contract);
    this.registry = registry;
    this.recorder = recorder;
    this.troubles = troubles;
    this.dump = dump;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> before,
      ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return null;
    }
    if (loader == OWN_LOADER && internalName.startsWith(OWN_PREFIX)) {
      return null;
    }
    try {
      return pool.concerns(classFile) ? probe(loader, internalName, before, classFile) : null;
    } catch (Throwable e) {
      failed(loader, internalName, classFile, e);
      return null;
    }
  }

  private byte[] probe(ClassLoader loader, String internalName, Class<?> before, byte[] classFile) {
    Terms terms = terms(loader);
    terms.hierarchy().learn(new OffsetReader(classFile));
    ClassSurvey survey = Surveyor.survey(terms, classFile);
    String uncovered = uncovered(internalName, survey, before == null);
    boolean covered = uncovered == null;
    OriginalSites originals = OriginalSites.of(terms, survey, classFile);
    Map<String, MethodPlan> plans =
        new Planner(terms, registry, survey, originals, covered).plans();
    if (!covered && before == null && survey.holdsSites() && !terms.isApi(internalName)) {
      recorder.notInstrumented(internalName, originals.classHash(), uncovered);
    }
    if (plans.isEmpty()) {
      if (covered && before == null) {
        recorder.instrumented(internalName, originals.classHash(), 0);
      }
      return null;
    }
    if (needsBridges(plans) && !mayAddBridges(loader, internalName, before)) {
      throw new IllegalStateException(
          "it was loaded before the agent saw it, and cannot be given methods any more");
    }
    byte[] probed = Weaver.weave(classFile, survey, plans);
    if (covered && before == null) {
      recorder.instrumented(internalName, originals.classHash(), importingSites(plans));
    }
    if (dump != null) {
      dump.write(internalName, ".class", probed);
    }
    return probed;
  }

  /** Returns why the sites of a class are not watched, or null if they are. */
  private String uncovered(String internalName, ClassSurvey survey, boolean isNew) {
    if (!scope.covers(internalName.replace('/', '.'))) {
      return "the options exclude it from the importers";
    }
    // What is retransformed keeps the sites that it has.
    if (isNew && survey.holdsSites() && registry.isFull()) {
      troubles.report(
          "there are more call sites than the "
              + registry.maxSites()
              + " that are watched; classes loaded from now on count as not instrumented. Narrow"
              + " them by the option includes, or raise max-sites");
      return "more call sites were loaded before it than the option max-sites lets be watched";
    }
    return null;
  }

  private static boolean needsBridges(Map<String, MethodPlan> plans) {
    for (MethodPlan plan : plans.values()) {
      for (PlannedSite planned : plan.sites().values()) {
        if (planned.draft().form() == SiteDraft.Form.REFERENCE) {
          return true;
        }
      }
    }
    return false;
  }

  /** A class may only be given methods when it loads; later they must be the same again. */
  private boolean mayAddBridges(ClassLoader loader, String internalName, Class<?> before) {
    Set<String> names = bridged.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
    if (before == null) {
      names.add(internalName);
    }
    return names.contains(internalName);
  }

  private static int importingSites(Map<String, MethodPlan> plans) {
    int sites = 0;
    for (MethodPlan plan : plans.values()) {
      for (PlannedSite planned : plan.sites().values()) {
        if (planned.site().owner() == Site.Owner.IMPORTER
            && Terms.isReported(planned.draft().member())) {
          sites++;
        }
      }
    }
    return sites;
  }

  private Terms terms(ClassLoader loader) {
    Terms known = termsByLoader.get(loader);
    return known != null ? known : termsByLoader.putIfAbsent(loader, new Terms(contract, loader));
  }

  private void failed(ClassLoader loader, String internalName, byte[] classFile, Throwable cause) {
    try {
      troubles.report("class " + internalName.replace('/', '.') + " got no probes", cause);
      byte[] disk = ClassFiles.read(loader, internalName);
      recorder.notInstrumented(
          internalName, disk == null ? null : ClassHash.of(disk), String.valueOf(cause));
      if (dump != null) {
        dump.write(internalName, ".failed", classFile);
      }
    } catch (Throwable e) {
      troubles.report("at the failure of a transformation", e);
    }
  }
}
