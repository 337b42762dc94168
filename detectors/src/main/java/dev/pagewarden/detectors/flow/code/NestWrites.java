package dev.pagewarden.detectors.flow.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * Where private static fields get their values. Only their class and its nest mates can store into
 * them (JVMS 5.4.4), and whoever finds them by reflection: by an annotation, or by name, where the
 * code of the nest holds that as a string.
 */
public final class NestWrites {
  private final Program program;
  private final Map<String, Stores> storesByHost = new HashMap<>();

  /** Creates the lookup in a program. */
  public NestWrites(Program program) {
    this.program = program;
  }

  /**
   * What a nest's code stores into.
   *
   * @param initial by the static initialiser of the field's class
   * @param later by anything else
   * @param texts the strings in the code
   */
  private record Stores(Set<String> initial, Set<String> later, Set<String> texts) {}

  /** Returns whether a field of a class is private and static and keeps its first value. */
  public boolean isSettled(ClassFile file, String field) {
    return program.isProject(file.name())
        && program.classFile(file.nestHost()) != null
        && file.isStatic(field)
        && file.isPrivate(field)
        && !file.isAnnotated(field)
        && !storesNear(file).later().contains(file.name() + "." + field)
        && !storesNear(file).texts().contains(field);
  }

  /** Returns whether the static initialiser of a field's class stores into it. */
  public boolean isInitialised(ClassFile file, String field) {
    return storesNear(file).initial().contains(file.name() + "." + field);
  }

  private Stores storesNear(ClassFile file) {
    return storesByHost.computeIfAbsent(file.nestHost(), this::storesInNest);
  }

  private Stores storesInNest(String host) {
    List<String> nest = new ArrayList<>(List.of(host));
    nest.addAll(program.classFile(host).nestMembers());
    Stores stores = new Stores(new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (String member : nest) {
      ClassFile file = program.classFile(member);
      if (file != null) {
        file.methods().stream().filter(Method::hasCode).forEach(method -> add(method, stores));
      }
    }
    return stores;
  }

  private static void add(Method method, Stores stores) {
    for (AbstractInsnNode insn : method.body().instructions) {
      if (insn instanceof LdcInsnNode constant && constant.cst instanceof String text) {
        stores.texts().add(text);
      } else if (insn.getOpcode() == Opcodes.PUTSTATIC && insn instanceof FieldInsnNode store) {
        boolean isInitial =
            method.name().equals("<clinit>") && store.owner.equals(method.owner().name());
        (isInitial ? stores.initial() : stores.later()).add(store.owner + "." + store.name);
      }
    }
  }
}
