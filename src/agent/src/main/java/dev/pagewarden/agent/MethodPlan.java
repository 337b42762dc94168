package dev.pagewarden.agent;

import java.util.List;
import java.util.Map;

/**
 * What to put into a method.
 *
 * @param callee the number and kind to report when it begins and ends, or null
 * @param operands receiver (-1) and argument indexes that may hold what the callee works on
 * @param marked whether the operand is the receiver, in whose field its mark is
 * @param exchanged if importers get copies and the callee moves tables, what may be exchanged: of
 *     one that takes tables back, the receiver (-1) and arguments that may be one; else null
 * @param sites the instructions to announce, by offset in the class file that is rewritten
 */
record MethodPlan(
    Callee callee,
    List<Integer> operands,
    boolean marked,
    List<Integer> exchanged,
    Map<Integer, PlannedSite> sites) {
  /**
   * An instruction to announce.
   *
   * @param site its number
   * @param draft what it is
   * @param field for a field, the pseudo-method that reading it stands for, else null
   */
  record PlannedSite(Site site, SiteDraft draft, Callee field) {}
}
