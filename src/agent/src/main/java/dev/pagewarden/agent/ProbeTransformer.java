package dev.pagewarden.agent;

import dev.pagewarden.agent.MethodPlan.PlannedSite;
import dev.pagewarden.evidence.ClassHash;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;

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

  /**
   * Stubs that the JRE makes for reflection, in loaders of their own: what they call is the
   * caller's of {@code Method.invoke}.
   */
  private static final String REFLECTION_STUBS = "jdk/internal/reflect/";

  private static final ClassLoader PLATFORM_LOADER = ClassLoader.getPlatformClassLoader();
  private static final ClassLoader OWN_LOADER = ProbeTransformer.class.getClassLoader();

  private final LazyContract contract;
  private final Scope scope;
  private final PoolScan pool;
  private final Registry registry;
  private final Recorder recorder;
  private final Troubles troubles;
  private final ClassDump dump;
  private final Switches switches;
  private final boolean copying;
  private volatile Proof proof;
  private boolean disproven;
  private final WeakIdentityMap<Terms> termsByLoader = new WeakIdentityMap<>();
  private final LoadLog loads = new LoadLog();

  /**
   * Creates a transformer.
   *
   * @param contract what to look for
   * @param scope whose accesses count
   * @param registry hands out numbers
   * @param recorder told of each class
   * @param troubles told of failures
   * @param dump where transformed classes are written, or null
   * @param switches thrown when accesses may come that no site announces
   * @param copying whether importers get copies of tables
   */
  ProbeTransformer(
      LazyContract contract,
      Scope scope,
      Registry registry,
      Recorder recorder,
      Troubles troubles,
      ClassDump dump,
      Switches switches,
      boolean copying)
      throws IOException {
    this.contract = contract;
    this.scope = scope;
    this.pool = contract.poolScan();
    this.registry = registry;
    this.recorder = recorder;
    this.troubles = troubles;
    this.dump = dump;
    this.switches = switches;
    this.copying = copying;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> before,
      ProtectionDomain domain,
      byte[] classFile) {
    if (!mayConcern(loader, internalName)) {
      return null;
    }
    try {
      return pool.concerns(classFile) && isProven()
          ? probe(loader, internalName, before, classFile)
          : null;
    } catch (Throwable e) {
      failed(loader, internalName, classFile, e);
      return null;
    }
  }

  /** Whether a class is one of the program's at all. */
  boolean mayConcern(ClassLoader loader, String internalName) {
    return internalName != null
        && loader != null
        && loader != PLATFORM_LOADER
        && !(loader == OWN_LOADER && internalName.startsWith(OWN_PREFIX))
        && !internalName.startsWith(REFLECTION_STUBS);
  }

  /** Whether a class file has anything to do with the contract. */
  boolean mentionsContract(byte[] classFile) {
    return pool.concerns(classFile);
  }

  /** Whether the agent works in this JVM, which is found out when there is something to probe. */
  private boolean isProven() {
    return proof == null || prove();
  }

  private synchronized boolean prove() {
    if (proof != null && !disproven) {
      try {
        proof.run();
        proof = null;
      } catch (Exception | LinkageError e) {
        disproven = true;
        troubles.report("the agent is off: " + e.getMessage());
      }
    }
    return !disproven;
  }

  /** Has the agent proven before the first class is probed. */
  void proveFirst(Proof first) {
    proof = first;
  }

  private byte[] probe(ClassLoader loader, String internalName, Class<?> before, byte[] classFile) {
    Terms terms = terms(loader);
    terms.hierarchy().learn(new OffsetReader(classFile));
    ClassSurvey survey = Surveyor.survey(terms, classFile);
    String uncovered = uncovered(internalName, survey, before == null);
    boolean covered = uncovered == null;
    boolean mayGrow = loads.mayGrow(loader, internalName, before == null);
    boolean marked = mayGrow && survey.isMarked();
    if (survey.isApi()) {
      terms.addApi(internalName);
    } else if (covered && survey.isIndirect()) {
      switches.alertForGood();
    }
    OriginalSites originals = OriginalSites.of(terms, survey, classFile);
    Map<String, MethodPlan> plans =
        new Planner(terms, registry, survey, originals, covered, marked, copying).plans();
    if (!mayGrow) {
      dropReferences(plans);
    }
    if (before == null || loads.isNews(loader, internalName)) {
      tell(survey, uncovered, originals.classHash(), plans);
    }
    if (plans.isEmpty() && !(mayGrow && survey.isOfLentTables())) {
      return null;
    }
    Callee serialLink = survey.serialLink() == null ? null : registry.callee(survey.serialLink());
    byte[] probed = Weaver.weave(classFile, survey, plans, mayGrow, serialLink);
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

  private void tell(
      ClassSurvey survey, String uncovered, String classHash, Map<String, MethodPlan> plans) {
    if (uncovered == null) {
      recorder.instrumented(survey.name(), classHash, importingSites(plans));
    } else if (survey.holdsSites() && !survey.isApi()) {
      recorder.notInstrumented(survey.name(), classHash, uncovered);
    }
  }

  /**
   * Leaves method references alone in a class that can be given no methods any more: what they
   * touch is traced by the stack.
   */
  private void dropReferences(Map<String, MethodPlan> plans) {
    for (MethodPlan plan : plans.values()) {
      if (plan.sites().values().removeIf(s -> s.draft().form() == SiteDraft.Form.REFERENCE)) {
        switches.alertForGood();
      }
    }
  }

  private static int importingSites(Map<String, MethodPlan> plans) {
    int sites = 0;
    for (MethodPlan plan : plans.values()) {
      for (PlannedSite planned : plan.sites().values()) {
        if (planned.site().owner().isAnswerable()
            && planned.draft().form() != SiteDraft.Form.PEEK
            && Terms.isReported(planned.draft().member())) {
          sites++;
        }
      }
    }
    return sites;
  }

  private Terms terms(ClassLoader loader) {
    Terms known = termsByLoader.get(loader);
    return known != null
        ? known
        : termsByLoader.putIfAbsent(loader, new Terms(contract.get(), loader));
  }

  private void failed(ClassLoader loader, String internalName, byte[] classFile, Throwable cause) {
    try {
      loads.loadedWithoutProbes(loader, internalName);
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
