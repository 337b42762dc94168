package dev.pagewarden.detectors.flow.interp;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A method that is called by name.
 *
 * @param kind how it is chosen
 * @param owner the class it is called on, in internal form
 * @param name its name
 * @param descriptor its descriptor
 */
record Call(Kind kind, String owner, String name, String descriptor) {
  /** How the method that runs is chosen. */
  enum Kind {
    /** The very method named. */
    STATIC,
    /** The very method named, on a receiver. */
    SPECIAL,
    /** By the receiver's class. */
    VIRTUAL
  }

  static Call of(MethodInsnNode insn) {
    Kind kind =
        switch (insn.getOpcode()) {
          case Opcodes.INVOKESTATIC -> Kind.STATIC;
          case Opcodes.INVOKESPECIAL -> Kind.SPECIAL;
          default -> Kind.VIRTUAL;
        };
    return new Call(kind, insn.owner, insn.name, insn.desc);
  }

  static Call of(Handle handle) {
    Kind kind =
        switch (handle.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Kind.STATIC;
          case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Kind.SPECIAL;
          default -> Kind.VIRTUAL;
        };
    return new Call(kind, handle.getOwner(), handle.getName(), handle.getDesc());
  }

  boolean isStatic() {
    return kind == Kind.STATIC;
  }

  String signature() {
    return name + descriptor;
  }

  Type[] argumentTypes() {
    return Type.getArgumentTypes(descriptor);
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
  }
}
