package dev.pagewarden.agent;

import dev.pagewarden.agent.MethodPlan.PlannedSite;
import dev.pagewarden.contract.Member;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Decides what to put into the methods of a class and gives it its numbers. */
final class Planner {
  private final Terms terms;
  private final Registry registry;
  private final ClassSurvey survey;
  private final OriginalSites originals;
  private final boolean covered;
  private final Set<String> consenting;

  /**
   * Creates a planner for one class.
   *
   * @param terms the contract as the class's loader meets it
   * @param registry hands out numbers
   * @param survey what was found in the class
   * @param originals where its instructions are in the class file on disk
   * @param covered whether the options include it among the importers
   */
  Planner(
      Terms terms,
      Registry registry,
      ClassSurvey survey,
      OriginalSites originals,
      boolean covered) {
    this.terms = terms;
    this.registry = registry;
    this.survey = survey;
    this.originals = originals;
    this.covered = covered;
    this.consenting = Consents.of(terms, survey);
  }

  /** Returns the plans of the methods that get probes, by name and descriptor. */
  Map<String, MethodPlan> plans() {
    Map<String, MethodPlan> plans = new HashMap<>();
    consenting.forEach(method -> registry.addConsenting(survey.name(), method));
    boolean isApi = terms.isApi(survey.name());
    for (MethodSurvey method : survey.methods()) {
      if (method.isOfInterest()) {
        MethodPlan plan = plan(method, isApi);
        if (plan.callee() != null || !plan.sites().isEmpty()) {
          plans.put(method.signature(), plan);
        }
      }
    }
    return plans;
  }

  private MethodPlan plan(MethodSurvey method, boolean isApi) {
    List<Integer> operands = operands(method);
    Callee callee = operands == null ? null : callee(method);
    // A method that the contract knows is no importer; those who call it are.
    boolean isApisOwn =
        isApi || callee != null && !callee.kind().isExporters() && method.member() != null;
    Site.Owner owner =
        isApisOwn
            ? Site.Owner.API
            : consenting.contains(method.signature()) ? Site.Owner.CONSENTING : Site.Owner.IMPORTER;
    Map<Integer, PlannedSite> sites = new HashMap<>();
    if (covered || owner == Site.Owner.API) {
      for (SiteDraft draft : method.sites()) {
        sites.put(draft.bytecodeIndex(), planned(method, draft, owner));
      }
    }
    return new MethodPlan(callee, operands, sites);
  }

  private Callee callee(MethodSurvey method) {
    return registry.callee(
        method.kind(),
        method.member(),
        survey.name().replace('/', '.'),
        method.name(),
        method.descriptor());
  }

  /** Returns what the method's probe passes, or null if it gets none. */
  private List<Integer> operands(MethodSurvey method) {
    if (method.kind() == null) {
      return null;
    }
    if (method.kind().takesAll()) {
      return List.of();
    }
    if (method.kind() == Callee.Kind.NEXT) {
      return List.of(Member.RECEIVER);
    }
    boolean hasReceiver =
        (method.access() & Opcodes.ACC_STATIC) == 0 && !method.name().equals("<init>");
    List<Integer> operands = new ArrayList<>();
    for (int operand :
        terms.contract().operands(method.member(), method.descriptor(), terms.hierarchy())) {
      if (operand >= 0 || hasReceiver) {
        operands.add(operand);
      }
    }
    return operands.isEmpty() ? null : operands;
  }

  private PlannedSite planned(MethodSurvey method, SiteDraft draft, Site.Owner owner) {
    int target = registry.target(draft.name(), draft.descriptor());
    CallSite at = originals.find(method, draft);
    AccessSite key = new AccessSite(at, originals.classHash(), draft.accessor());
    Site site = registry.site(owner, target, key);
    if (draft.form() != SiteDraft.Form.CALL) {
      site.setConfirmed();
    }
    Callee field =
        draft.form() == SiteDraft.Form.FIELD
            ? registry.callee(
                Callee.Kind.FIELD,
                draft.member(),
                draft.owner().replace('/', '.'),
                draft.name(),
                draft.descriptor())
            : null;
    return new PlannedSite(site, draft, field);
  }
}
