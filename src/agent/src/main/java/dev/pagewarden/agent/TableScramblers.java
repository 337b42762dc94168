package dev.pagewarden.agent;

import dev.pagewarden.contract.Scramble;
import dev.pagewarden.contract.Subject;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Finds how to walk and scramble the tables of a class; asks the contract once a class. */
final class TableScramblers {
  /** What can be done with the tables of a class; null for what cannot. */
  private record Means(
      Scramble rule, TableWalk walk, ChainMarker marker, TableScrambler scrambler) {}

  private static final Means NONE = new Means(null, null, null, null);

  private final LazyContract contract;
  private final Instrumentation instrumentation;
  private final boolean scrambling;
  private final Troubles troubles;
  private final ClassValue<Means> byClass =
      new ClassValue<>() {
        @Override
        protected Means computeValue(Class<?> type) {
          return find(type);
        }
      };

  private final ClassValue<Boolean> tables =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> each : LoadedTypes.supertypes(type)) {
            if (contract.get().subjectOf(each.getName().replace('.', '/')).orElse(null)
                == Subject.TABLE) {
              return true;
            }
          }
          return false;
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
      LazyContract contract,
      Instrumentation instrumentation,
      boolean scrambling,
      Troubles troubles) {
    this.contract = contract;
    this.instrumentation = instrumentation;
    this.scrambling = scrambling;
    this.troubles = troubles;
  }

  /** Returns how to hide the table's pages, or null if they cannot or shall not be hidden. */
  TableScrambler forTable(Object table) {
    return byClass.get(table.getClass()).scrambler;
  }

  /** Returns the contract's rule for the table, or null if it has none. */
  Scramble ruleOf(Object table) {
    return byClass.get(table.getClass()).rule;
  }

  /** Returns how to walk the table's entries, or null if the contract does not say. */
  TableWalk walkOf(Object table) {
    return byClass.get(table.getClass()).walk;
  }

  /** Returns how to mark the table's entries, or null if each has to be visited. */
  ChainMarker markerOf(Object table) {
    return byClass.get(table.getClass()).marker;
  }

  /** Returns whether the contract takes the object for a table. */
  boolean isTable(Object value) {
    return tables.get(value.getClass());
  }

  private Means find(Class<?> type) {
    for (Class<?> c : LoadedTypes.supertypes(type)) {
      for (Scramble scramble : contract.get().scrambles()) {
        if (isCalled(c, scramble.tableType())) {
          return resolve(scramble, type);
        }
      }
    }
    return NONE;
  }

  private Means resolve(Scramble scramble, Class<?> type) {
    TableWalk walk = null;
    try {
      LoadedTypes.supertypes(type).forEach(each -> LoadedTypes.open(each, instrumentation));
      if (scramble.entriesMember() == null) {
        Class<?> entry = Members.method(type, scramble.firstMember()).getReturnType();
        LoadedTypes.supertypes(entry).forEach(each -> LoadedTypes.open(each, instrumentation));
        walk = Walks.of(scramble, type);
        MethodHandle first = Walks.handle(Members.method(type, scramble.firstMember()));
        boolean canFlip = scrambling && !isWalkSynchronized(scramble, type, entry);
        TableScrambler flipper = canFlip ? ChainFlipper.of(first, entry) : null;
        return new Means(
            scramble,
            walk,
            ChainMarker.of(first, entry),
            flipper != null ? flipper : linkScrambler(walk, scramble, entry));
      }
      walk = Walks.of(scramble, type);
      return new Means(scramble, walk, null, linkScrambler(walk, scramble, Object.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      troubles.report(
          "pages of "
              + type.getName()
              + " cannot be hidden, since it is not as the contract's scramble rule says ("
              + e.getMessage()
              + "); accesses are recorded all the same");
      return new Means(scramble, walk, null, null);
    }
  }

  private static boolean isWalkSynchronized(Scramble scramble, Class<?> type, Class<?> entry)
      throws NoSuchMethodException {
    Method first = Members.method(type, scramble.firstMember());
    Method next = Members.method(entry, scramble.nextMember());
    return Modifier.isSynchronized(first.getModifiers() | next.getModifiers());
  }

  private TableScrambler linkScrambler(TableWalk walk, Scramble scramble, Class<?> entry)
      throws ReflectiveOperationException {
    if (!scrambling) {
      return null;
    }
    LinkScrambler scrambler =
        new LinkScrambler(walk, scramble.linkField(), scramble.mask(), instrumentation, troubles);
    if (entry != Object.class && !entry.isInterface()) {
      scrambler.check(entry);
    }
    return scrambler;
  }

  private static boolean isCalled(Class<?> type, String dotted) {
    String name = type.getName().replace('$', '.');
    return name.equals(dotted) || name.endsWith("." + dotted);
  }
}
