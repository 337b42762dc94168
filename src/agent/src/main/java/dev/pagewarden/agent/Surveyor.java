package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import dev.pagewarden.contract.Scramble;
import dev.pagewarden.evidence.SourceMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads a class file and notes what has to do with the contract. */
final class Surveyor extends ClassVisitor {
  private final Terms terms;
  private final OffsetReader reader;
  private final List<MethodSurvey> methods = new ArrayList<>();
  private String className;
  private SourceMap sourceMap;
  private int version;
  private boolean isInterface;
  private boolean isIterator;
  private boolean isApi;
  private boolean consenting;
  private String enclosingMethod;
  private boolean isMarked;
  private boolean isIndirect;
  private Scramble scramble;
  private String linkDescriptor;
  private boolean isSerializable;
  private FieldHandles.Read serialLink;

  private Surveyor(Terms terms, OffsetReader reader) {
    super(Opcodes.ASM9);
    this.terms = terms;
    this.reader = reader;
  }

  /** Surveys a class file. */
  static ClassSurvey survey(Terms terms, byte[] classFile) {
    OffsetReader reader = new OffsetReader(classFile);
    Surveyor surveyor = new Surveyor(terms, reader);
    reader.accept(surveyor, ClassReader.SKIP_FRAMES);
    return new ClassSurvey(
        surveyor.className,
        surveyor.isInterface,
        surveyor.version,
        surveyor.consenting,
        surveyor.enclosingMethod,
        surveyor.isApi,
        surveyor.isMarked,
        surveyor.isIndirect,
        surveyor.chain(),
        surveyor.serialLink(),
        surveyor.methods);
  }

  @Override
  public void visit(
      int classVersion,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    className = name;
    sourceMap = SourceMap.of(name, null, null);
    version = classVersion & 0xffff;
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    isApi = terms.isApi(name);
    if (isApi) {
      for (String type : terms.hierarchy().supertypes(name)) {
        isIterator |= type.equals("java/util/Iterator");
        isSerializable |= type.equals("java/io/Serializable");
      }
    }
    scramble = isInterface ? null : terms.scrambleOfEntry(name);
    // A subclass shares its superclass's field.
    isMarked = !isInterface && (isIterator || terms.isSubject(name) && !terms.isSubject(superName));
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    boolean canBeFlipped =
        (access & (Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_VOLATILE)) == 0
            && (descriptor.equals("J") || descriptor.equals("I"));
    if (scramble != null && name.equals(scramble.linkField()) && canBeFlipped) {
      linkDescriptor = descriptor;
    }
    if (isSerializable && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT)) == 0) {
      Member member = terms.find(className, name, descriptor);
      if (member != null && member.field() && member.role() == Role.ACCESS) {
        serialLink = new FieldHandles.Read(className.replace('/', '.'), name, member);
      }
    }
    return null;
  }

  /** The link that serialization reads, null if the class has a say in what is written. */
  private FieldHandles.Read serialLink() {
    for (MethodSurvey method : methods) {
      if (Site.SERIALIZERS.contains(method.name())) {
        return null;
      }
    }
    return serialLink;
  }

  /** How objects of the class hang together as entries of a table, or null if they do not. */
  private Chain chain() {
    if (linkDescriptor == null || scramble.nextMember() == null) {
      return null;
    }
    for (MethodSurvey method : methods) {
      if (method.name().equals(scramble.nextMember())
          && method.descriptor().equals("()L" + className + ";")
          && (method.access() & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
        return new Chain(
            className, method.name(), scramble.linkField(), linkDescriptor, scramble.mask());
      }
    }
    return null;
  }

  @Override
  public void visitSource(String file, String debugExtension) {
    sourceMap = SourceMap.of(className, file, debugExtension);
  }

  @Override
  public void visitOuterClass(String owner, String name, String descriptor) {
    enclosingMethod = name == null ? null : name + descriptor;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    consenting |= isConsent(descriptor);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new MethodSurveyor(access, name, descriptor);
  }

  private boolean isConsent(String annotationDescriptor) {
    return terms
        .contract()
        .isConsentAnnotation(Type.getType(annotationDescriptor).getInternalName());
  }

  private final class MethodSurveyor extends MethodVisitor {
    private final int access;
    private final String name;
    private final String descriptor;
    private final List<SiteDraft> sites = new ArrayList<>(0);
    private final List<String> lambdas = new ArrayList<>(0);
    private final Map<String, Integer> ordinals = new HashMap<>(0);
    private boolean methodConsenting;
    private boolean isLeaf = true;
    private int line = -1;

    MethodSurveyor(int access, String name, String descriptor) {
      super(Opcodes.ASM9);
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      methodConsenting |= isConsent(annotation);
      return null;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = sourceMap.place(number).line();
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String n, String d, boolean itf) {
      isLeaf = false;
      isIndirect |= References.callsByHandle(owner, n);
      if (!isApi && References.mayPeek(owner, n, d)) {
        isIndirect = true;
        add(SiteDraft.Form.PEEK, null, owner, n, d);
      }
      if (!n.equals("<init>") || opcode == Opcodes.INVOKESPECIAL) {
        add(SiteDraft.Form.CALL, owner, n, d);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String n, String d) {
      if (opcode == Opcodes.GETFIELD && !isApi) {
        add(SiteDraft.Form.FIELD, owner, n, d);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(String n, String d, Handle bootstrap, Object... arguments) {
      isLeaf = false;
      Handle function = References.functionOf(bootstrap, arguments);
      if (function != null) {
        if (function.getOwner().equals(className)) {
          lambdas.add(function.getName() + function.getDesc());
        }
        if (References.canBeBridged(function, bootstrap, arguments)) {
          add(
              SiteDraft.Form.REFERENCE,
              function.getOwner(),
              function.getName(),
              function.getDesc());
        } else {
          isIndirect |= !function.getOwner().equals(className);
        }
      }
    }

    private void add(SiteDraft.Form form, String owner, String n, String d) {
      Member member = terms.find(owner, n, d);
      if (member == null || !isWorthProbing(member, form)) {
        return;
      }
      add(form, member, owner, n, d);
    }

    private void add(SiteDraft.Form form, Member member, String owner, String n, String d) {
      String key = form + owner + "." + n + d;
      int ordinal = ordinals.merge(key, 1, Integer::sum) - 1;
      sites.add(new SiteDraft(form, member, owner, n, d, ordinal, reader.offset(), line));
    }

    private boolean isWorthProbing(Member member, SiteDraft.Form form) {
      if (member.field() != (form == SiteDraft.Form.FIELD)) {
        return false;
      }
      return Terms.isReported(member)
          || member.role() == Role.MAP && form == SiteDraft.Form.CALL && !isApi;
    }

    @Override
    public void visitEnd() {
      isIndirect |= (access & Opcodes.ACC_NATIVE) != 0;
      Member member = null;
      Callee.Kind kind = null;
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_PRIVATE)) == 0) {
        kind = isStatic() ? null : terms.exporterKind(className, name, descriptor);
        if (kind == null) {
          member = terms.find(className, name, descriptor);
          kind = member == null || isForeignMember(member) ? null : Terms.kindOf(member);
        }
        if (kind == null && isIterator && name.equals("next") && descriptor.startsWith("()L")) {
          kind = Callee.Kind.NEXT;
        }
      }
      methods.add(
          new MethodSurvey(
              access, name, descriptor, methodConsenting, kind, member, sites, lambdas, isLeaf));
    }

    /** A rule whose operand this method does not have. */
    private boolean isForeignMember(Member member) {
      return member.role() == Role.ACCESS && isStatic() && member.operand() == Member.RECEIVER;
    }

    private boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }
  }
}
