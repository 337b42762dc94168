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
import java.util.function.IntPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Decides what to put into the methods of a class and gives it its numbers. */
final class Planner {
  private final Terms terms;
  private final Registry registry;
  private final ClassSurvey survey;
  private final OriginalSites originals;
  private final boolean covered;
  private final boolean marked;
  private final boolean copying;
  private final Set<String> consenting;

  /**
   * Creates a planner for one class.
   *
   * @param terms the contract as the class's loader meets it
   * @param registry hands out numbers
   * @param survey what was found in the class
   * @param originals where its instructions are in the class file on disk
   * @param covered whether the options include it among the importers
   * @param marked whether it is given a field for marks
   * @param copying whether importers get copies of tables
   */
  Planner(
      Terms terms,
      Registry registry,
      ClassSurvey survey,
      OriginalSites originals,
      boolean covered,
      boolean marked,
      boolean copying) {
    this.terms = terms;
    this.registry = registry;
    this.survey = survey;
    this.originals = originals;
    this.covered = covered;
    this.marked = marked;
    this.copying = copying;
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
    Map<Integer, PlannedSite> sites = new HashMap<>();
    for (SiteDraft draft : method.sites()) {
      Site.Owner owner = isApisOwn ? Site.Owner.API : owner(method, draft);
      if (owner != Site.Owner.EXEMPT || !registry.isFull()) {
        sites.put(draft.bytecodeIndex(), planned(method, draft, owner));
      }
    }
    boolean onMark =
        marked
            && callee != null
            && callee.kind().isAccess()
            && operands.equals(List.of(Member.RECEIVER));
    List<Integer> exchanged = copying && callee != null ? exchanged(method) : null;
    return new MethodPlan(callee, operands, onMark, exchanged, sites);
  }

  /** Returns where the method may get or give other tables than its caller has, null for none. */
  private List<Integer> exchanged(MethodSurvey method) {
    return switch (method.kind()) {
      case MAP -> List.of();
      case UNMAP -> {
        List<Integer> tables =
            terms.contract().operands(method.member(), method.descriptor(), terms.hierarchy());
        yield objects(method, i -> tables.contains(i) || i < 0 && terms.isSubject(survey.name()));
      }
      case EXPORTER_UNMAP -> objects(method, i -> i >= 0);
      default -> null;
    };
  }

  /** The receiver and those arguments that are objects, if they are wanted. */
  private static List<Integer> objects(MethodSurvey method, IntPredicate wanted) {
    Type[] types = Type.getArgumentTypes(method.descriptor());
    boolean hasReceiver = (method.access() & Opcodes.ACC_STATIC) == 0;
    List<Integer> objects = new ArrayList<>();
    for (int i = hasReceiver ? Member.RECEIVER : 0; i < types.length; i++) {
      if ((i < 0 || types[i].getSort() == Type.OBJECT) && wanted.test(i)) {
        objects.add(i);
      }
    }
    return objects;
  }

  private Site.Owner owner(MethodSurvey method, SiteDraft draft) {
    if (consenting.contains(method.signature())) {
      return Site.Owner.CONSENTING;
    }
    if (!covered) {
      return Site.Owner.EXEMPT;
    }
    return terms.isBesideApi(survey.name(), draft.owner())
        ? Site.Owner.BESIDE_API
        : Site.Owner.IMPORTER;
  }

  private Callee callee(MethodSurvey method) {
    boolean mute =
        method.name().equals("<init>")
            || method.kind() == Callee.Kind.ACCESS
                && method.isLeaf()
                && method.member().result() == null;
    return registry.callee(
        method.kind(),
        method.member(),
        survey.name().replace('/', '.'),
        method.name(),
        method.descriptor(),
        mute);
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
    if (draft.form() == SiteDraft.Form.CALL) {
      registry.addProbed(site);
    } else {
      site.setConfirmed();
    }
    Callee field =
        draft.form() == SiteDraft.Form.FIELD
            ? registry.callee(
                Callee.Kind.FIELD,
                draft.member(),
                draft.owner().replace('/', '.'),
                draft.name(),
                draft.descriptor(),
                true)
            : null;
    return new PlannedSite(site, draft, field);
  }
}
