package dev.pagewarden.benchmarks;

import dev.pagewarden.contract.AccessKind;
import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of the dma-buf API and what our contract says of it: the rule, as it is taught to other
 * analysers.
 *
 * @param owner the class, in internal form
 * @param method its name
 * @param descriptor its descriptor
 * @param isStatic whether it has no receiver
 * @param role what it does
 */
record ApiRule(String owner, String method, String descriptor, boolean isStatic, Role role) {

  /** Returns what the contract says of the methods of a jar. */
  static List<ApiRule> of(Path jar) throws IOException {
    Contract contract = Contract.builtIn();
    List<ApiRule> rules = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          ClassNode node = new ClassNode();
          new ClassReader(in).accept(node, ClassReader.SKIP_CODE);
          node.methods.forEach(method -> add(contract, node.name, method, rules));
        }
      }
    }
    return rules;
  }

  private static void add(Contract contract, String owner, MethodNode method, List<ApiRule> rules) {
    contract
        .find(owner, method.name, method.desc, null)
        .filter(rule -> !rule.field() && isFollowed(rule))
        .map(Member::role)
        .ifPresent(
            role -> {
              boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
              rules.add(new ApiRule(owner, method.name, method.desc, isStatic, role));
            });
  }

  /** Writes and counts are none of the pattern that is compared. */
  private static boolean isFollowed(Member rule) {
    return rule.kind() != AccessKind.WRITE && rule.kind() != AccessKind.COUNT;
  }

  /** Returns how many values a call takes, the receiver included. */
  int operands() {
    return Type.getArgumentTypes(descriptor).length + (isStatic ? 0 : 1);
  }

  /** Returns whether it yields a value that can be followed. */
  boolean yields() {
    return Type.getReturnType(descriptor).getSort() >= Type.ARRAY;
  }
}
