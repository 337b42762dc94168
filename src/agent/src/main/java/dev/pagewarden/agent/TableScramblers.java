package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Scramble;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds how to walk and scramble the tables of a class; asks the contract once a class. */
final class TableScramblers {
  private final List<Scramble> scrambles;
  private final Instrumentation instrumentation;
  private final boolean scrambling;
  private final Troubles troubles;
  private final ClassValue<Optional<XorScrambler>> byClass =
      new ClassValue<>() {
        @Override
        protected Optional<XorScrambler> computeValue(Class<?> type) {
          return Optional.ofNullable(find(type));
        }
      };

  /**
   * Creates the finder.
   *
   * @param contract what tables look like
   * @param instrumentation to reach tables in named modules, or null if there is none
   * @param scrambling false to leave all pages as they are
   * @param troubles told of tables that are not as the contract says
   */
  TableScramblers(
      Contract contract, Instrumentation instrumentation, boolean scrambling, Troubles troubles) {
    this.scrambles = contract.scrambles();
    this.instrumentation = instrumentation;
    this.scrambling = scrambling;
    this.troubles = troubles;
  }

  /** Returns how to hide the table's pages, or null if they cannot or shall not be hidden. */
  TableScrambler forTable(Object table) {
    return scrambling ? byClass.get(table.getClass()).orElse(null) : null;
  }

  /** Returns how to walk the table's entries, or null if the contract does not say. */
  TableWalk walkOf(Object table) {
    return byClass.get(table.getClass()).orElse(null);
  }

  private XorScrambler find(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Scramble scramble : scrambles) {
        if (isCalled(c, scramble.tableType())) {
          return resolve(scramble, type);
        }
      }
    }
    return null;
  }

  private XorScrambler resolve(Scramble scramble, Class<?> type) {
    try {
      Class<?> entry = Members.method(type, scramble.firstMember()).getReturnType();
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        open(c);
      }
      for (Class<?> c = entry; c != null; c = c.getSuperclass()) {
        open(c);
      }
      return XorScrambler.of(scramble, type);
    } catch (ReflectiveOperationException | RuntimeException e) {
      troubles.report(
          "pages of "
              + type.getName()
              + " cannot be hidden, since it is not as the contract's scramble rule says ("
              + e.getMessage()
              + "); accesses are recorded all the same");
      return null;
    }
  }

  private void open(Class<?> type) {
    Module module = type.getModule();
    Module mine = TableScramblers.class.getModule();
    if (!module.isOpen(type.getPackageName(), mine) && instrumentation != null) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(mine)),
          Set.of(),
          Map.of());
    }
  }

  private static boolean isCalled(Class<?> type, String dotted) {
    String name = type.getName().replace('$', '.');
    return name.equals(dotted) || name.endsWith("." + dotted);
  }
}
