package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.evidence.CallSite;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A method with code, its instructions numbered from zero without labels and line numbers. */
public final class Method {
  private final ClassFile owner;
  private final MethodNode node;
  private final Type[] argumentTypes;
  private final Type returnType;
  private final int[] offsets;
  private final int hash;
  private Body body;

  Method(ClassFile owner, MethodNode node, int[] offsets) {
    this.owner = owner;
    this.node = node;
    this.offsets = offsets;
    this.argumentTypes = Type.getArgumentTypes(node.desc);
    this.returnType = Type.getReturnType(node.desc);
    this.hash = toString().hashCode();
  }

  /** Returns the class that declares the method. */
  public ClassFile owner() {
    return owner;
  }

  /** Returns the method's name. */
  public String name() {
    return node.name;
  }

  /** Returns the method's descriptor. */
  public String descriptor() {
    return node.desc;
  }

  /** Returns name and descriptor in one, as {@code run(I)V}. */
  public String signature() {
    return node.name + node.desc;
  }

  /** Returns the parameter types, the receiver not among them. */
  public Type[] argumentTypes() {
    return argumentTypes;
  }

  /** Returns the return type. */
  public Type returnType() {
    return returnType;
  }

  /** Returns whether the method is static. */
  public boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  /** Returns whether the method is private. */
  public boolean isPrivate() {
    return (node.access & Opcodes.ACC_PRIVATE) != 0;
  }

  /** Returns whether the compiler made the method (a bridge, a lambda's body). */
  public boolean isSynthetic() {
    return (node.access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** Returns whether the method has code that can be followed. */
  public boolean hasCode() {
    return node.instructions.size() > 0;
  }

  /** Returns the internal names of the annotations on the method that class files keep. */
  public Set<String> annotations() {
    return ClassFile.annotationNames(node.visibleAnnotations, node.invisibleAnnotations);
  }

  /** Returns whether a lambda or method reference in this method's code runs another method. */
  public boolean refersTo(Method other) {
    for (AbstractInsnNode insn : node.instructions) {
      if (insn instanceof InvokeDynamicInsnNode dynamic) {
        for (Object argument : dynamic.bsmArgs) {
          if (argument instanceof Handle handle
              && handle.getOwner().equals(other.owner.name())
              && handle.getName().equals(other.name())
              && handle.getDesc().equals(other.descriptor())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns the code, numbered on first use. */
  public Body body() {
    if (body == null) {
      body = new Body();
    }
    return body;
  }

  /** Returns where an instruction stands, -1 for the method as such. */
  public Location location(int index) {
    Body code = body();
    int line = index < 0 ? code.firstLine() : code.lines[index];
    int offset = index < 0 ? 0 : code.offsetOf(index);
    int ordinal = index < 0 ? -1 : code.ordinalOf(index);
    return new Location(
        new CallSite(owner.name(), node.name, node.desc, offset, ordinal, line),
        owner.sourceFile(),
        isStatic());
  }

  /** Returns whether an instruction is one of this method's. */
  public boolean holds(Location location) {
    CallSite site = location.site();
    return site.className().equals(owner.name())
        && site.methodName().equals(node.name)
        && site.descriptor().equals(node.desc);
  }

  /**
   * Returns a hash that is the same in every run, so that no order depends on where objects lie.
   */
  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return owner.name() + "." + signature();
  }

  /** A method's instructions and control flow. */
  public final class Body {
    /** The instructions in order, without labels, frames and line numbers. */
    public final AbstractInsnNode[] instructions;

    /** The source line of each instruction, -1 where unknown. */
    public final int[] lines;

    /** Whether control can come to an instruction from more than its predecessor. */
    public final boolean[] leader;

    /** The exception handlers, in the order in which the JVM tries them. */
    public final List<Handler> handlers;

    private final Map<LabelNode, Integer> labels = new HashMap<>();
    private Liveness liveness;

    private Body() {
      int count = 0;
      for (AbstractInsnNode insn : node.instructions) {
        if (insn instanceof LabelNode label) {
          labels.put(label, count);
        } else if (insn.getOpcode() >= 0) {
          count++;
        }
      }
      instructions = new AbstractInsnNode[count];
      lines = new int[count];
      leader = new boolean[count + 1];
      int index = 0;
      int line = -1;
      for (AbstractInsnNode insn : node.instructions) {
        if (insn instanceof LineNumberNode number) {
          line = number.line;
        } else if (insn.getOpcode() >= 0) {
          lines[index] = line;
          instructions[index++] = insn;
        }
      }
      handlers =
          node.tryCatchBlocks.stream()
              .map(this::handler)
              .filter(handler -> handler.start() < handler.end())
              .toList();
      handlers.forEach(handler -> leader[handler.target()] = true);
      markTargets();
    }

    private Handler handler(TryCatchBlockNode block) {
      return new Handler(
          labels.get(block.start), labels.get(block.end), labels.get(block.handler), block.type);
    }

    private void markTargets() {
      for (AbstractInsnNode insn : instructions) {
        if (insn instanceof JumpInsnNode jump) {
          leader[target(jump.label)] = true;
        } else if (insn instanceof TableSwitchInsnNode table) {
          leader[target(table.dflt)] = true;
          table.labels.forEach(label -> leader[target(label)] = true);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
          leader[target(lookup.dflt)] = true;
          lookup.labels.forEach(label -> leader[target(label)] = true);
        }
      }
    }

    /** Returns the locals that are read from an instruction on before they are written. */
    public BitSet liveLocals(int index) {
      if (liveness == null) {
        liveness = new Liveness(this);
      }
      return liveness.before(index);
    }

    /** Returns the index of the instruction behind a label. */
    public int target(LabelNode label) {
      return labels.get(label);
    }

    /** Returns the number of local variable slots. */
    public int maxLocals() {
      return node.maxLocals;
    }

    private int firstLine() {
      return lines.length == 0 ? -1 : lines[0];
    }

    private int offsetOf(int index) {
      return offsets.length == instructions.length ? offsets[index] : -1;
    }

    private int ordinalOf(int index) {
      String member = memberOf(instructions[index]);
      if (member == null) {
        return -1;
      }
      int ordinal = 0;
      for (int i = 0; i < index; i++) {
        if (member.equals(memberOf(instructions[i]))) {
          ordinal++;
        }
      }
      return ordinal;
    }

    private static String memberOf(AbstractInsnNode insn) {
      if (insn instanceof MethodInsnNode call) {
        return call.owner + "." + call.name + call.desc;
      }
      if (insn instanceof FieldInsnNode field) {
        return field.owner + "." + field.name + field.desc;
      }
      if (insn instanceof InvokeDynamicInsnNode dynamic) {
        return "." + dynamic.name + dynamic.desc;
      }
      return null;
    }
  }

  /**
   * An exception handler.
   *
   * @param start first instruction covered
   * @param end first instruction no longer covered
   * @param target first instruction of the handler
   * @param type internal name of what it catches, or null for everything
   */
  public record Handler(int start, int end, int target, String type) {}

  MethodNode node() {
    return node;
  }
}
