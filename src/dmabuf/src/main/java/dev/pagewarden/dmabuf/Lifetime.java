package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How long a buffer lives: its references, its attachments, its CPU mappings, and the calls that
 * are under way. The buffer is released when the last reference has been dropped and the last call
 * has returned, exactly once, by whichever thread comes last.
 *
 * <p>The last reference cannot be dropped while there are attachments or CPU mappings, so these
 * keep the buffer alive by themselves. They are entered here before the exporter is asked, and
 * taken out again if it refuses.
 */
final class Lifetime {
  private final String subject;
  private final Set<DmaBufAttachment> attachments = new LinkedHashSet<>();
  private int references = 1;
  private int callsUnderWay;
  private int cpuMappings;
  private boolean released;

  Lifetime(String subject) {
    this.subject = subject;
  }

  synchronized void requireOpen(String call) {
    if (references == 0) {
      throw closed(call);
    }
  }

  synchronized void get() {
    requireOpen("get");
    references++;
  }

  /** Drops a reference and tells whether the buffer is to be released now. */
  synchronized boolean put() {
    requireOpen("close");
    if (references == 1) {
      requireUnused();
    }
    references--;
    return releaseNow();
  }

  private void requireUnused() {
    if (!attachments.isEmpty()) {
      throw new AttachmentsRemainException(
          subject,
          "last reference closed with " + attachments.size() + " attachment(s): " + names(),
          "detach() each, then close() again; the reference is still yours");
    }
    if (cpuMappings > 0) {
      throw new StillVmappedException(
          subject,
          "last reference closed with " + cpuMappings + " CPU mapping(s)",
          "vunmap() each, then close() again; the reference is still yours");
    }
  }

  private String names() {
    List<String> names = new ArrayList<>();
    attachments.forEach(attachment -> names.add(attachment.device().subject()));
    return String.join(", ", names);
  }

  /** A call begins that the release must wait for. */
  synchronized void enter(String call) {
    requireOpen(call);
    callsUnderWay++;
  }

  /** A call has ended; tells whether the buffer is to be released now. */
  synchronized boolean leave() {
    callsUnderWay--;
    return releaseNow();
  }

  private boolean releaseNow() {
    if (references > 0 || callsUnderWay > 0 || released) {
      return false;
    }
    released = true;
    return true;
  }

  synchronized void add(DmaBufAttachment attachment) {
    requireOpen("attach");
    attachments.add(attachment);
  }

  synchronized void remove(DmaBufAttachment attachment) {
    attachments.remove(attachment);
  }

  synchronized List<DmaBufAttachment> attachments() {
    return List.copyOf(attachments);
  }

  synchronized void addCpuMapping() {
    requireOpen("vmap");
    cpuMappings++;
  }

  synchronized void removeCpuMapping() {
    cpuMappings--;
  }

  private BufferClosedException closed(String call) {
    return new BufferClosedException(
        subject,
        call + " after the last close",
        "keep a reference with get() for as long as you use the buffer, and close each once");
  }
}
