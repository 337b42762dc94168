package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A buffer that its exporter lends to importers; the kernel's {@code struct dma_buf}.
 *
 * <p>An importer goes through these steps, for each of its devices:
 *
 * <pre>{@code
 * DmaBufAttachment attachment = buffer.attach(device);
 * SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
 * // give the DMA side of the table to the device
 * buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
 * buffer.detach(attachment);
 * }</pre>
 *
 * <p>The CPU reads and writes through {@link #vmap()} or {@link #mmap}, between {@link
 * #beginCpuAccess} and {@link #endCpuAccess}. The pages behind the table are the exporter's.
 *
 * <p>A buffer lives as long as its references: one from {@link #export}, one from each {@link
 * #get()}, each dropped by a {@link #close()}. Every method but {@link #size()}, {@link #name()},
 * {@link #ops()} and {@link #resv()} throws {@link BufferClosedException} afterwards. Thread-safe.
 */
public final class DmaBuf implements AutoCloseable {
  private final DmaBufOps ops;
  private final long size;
  private final String name;
  private final Reservation reservation;
  private final Lifetime lifetime;
  private final CpuMappings cpuMappings = new CpuMappings(this);
  private final CpuBrackets cpuBrackets;

  private DmaBuf(DmaBufOps ops, long size, String name) {
    this.ops = ops;
    this.size = size;
    this.name = name;
    this.reservation = new Reservation(subject());
    this.lifetime = new Lifetime(subject());
    this.cpuBrackets = new CpuBrackets(subject());
  }

  // -----------------------------------------------------------------------------------------------
  // Exporting, references
  // -----------------------------------------------------------------------------------------------

  /**
   * Makes a buffer of an exporter's memory; {@code dma_buf_export}.
   *
   * @param ops the exporter's side
   * @param size bytes, more than 0
   * @param name what messages call the buffer
   * @return an open buffer with one reference
   * @throws InvalidExporterException if only one of {@code pin} and {@code unpin} is overridden, if
   *     mappings of a buffer that moves are to be cached, or the size is not positive
   */
  public static DmaBuf export(DmaBufOps ops, long size, String name) {
    Objects.requireNonNull(ops, "ops");
    Objects.requireNonNull(name, "name");
    ExporterRules.check(ops, size, subject(name));
    return new DmaBuf(ops, size, name);
  }

  /**
   * Takes another reference; {@code get_dma_buf}.
   *
   * @return this
   * @throws BufferClosedException if the last one was dropped
   */
  public DmaBuf get() {
    lifetime.get();
    return this;
  }

  /**
   * Drops a reference; the last one releases the buffer. {@code dma_buf_put}.
   *
   * @throws AttachmentsRemainException if it is the last one and devices are attached; the
   *     reference is kept, to be dropped after they are detached
   * @throws StillVmappedException if it is the last one and there are CPU mappings; likewise
   * @throws BufferClosedException if the last one was dropped before
   */
  @Override
  public void close() {
    if (lifetime.put()) {
      ops.release(this);
    }
  }

  /**
   * How large the buffer is.
   *
   * @return bytes
   */
  public long size() {
    return size;
  }

  /**
   * What messages call the buffer; the kernel's {@code exp_name}.
   *
   * @return never null
   */
  public String name() {
    return name;
  }

  /**
   * The exporter's side. Who finds its own operations here may use its own memory behind the buffer
   * rather than import it.
   *
   * @return what was given to {@link #export}
   */
  public DmaBufOps ops() {
    return ops;
  }

  /**
   * The buffer's reservation lock; the kernel's {@code dma_buf.resv}.
   *
   * @return always the same
   */
  public Reservation resv() {
    return reservation;
  }

  // -----------------------------------------------------------------------------------------------
  // Attaching
  // -----------------------------------------------------------------------------------------------

  /**
   * Attaches a device of a static importer, for which the buffer stays where it is while it is
   * mapped; {@code dma_buf_attach}.
   *
   * @param device who will do DMA
   * @return a new attachment, to be ended by {@link #detach}
   * @throws UnreachableDeviceException if the exporter refuses the device
   * @throws ReservationHeldException if this thread holds the reservation lock
   */
  public DmaBufAttachment attach(Device device) {
    return attach(new DmaBufAttachment(this, Objects.requireNonNull(device, "device"), null));
  }

  /**
   * Attaches a device of a dynamic importer, which maps anew when the buffer moves; {@code
   * dma_buf_dynamic_attach}.
   *
   * @param device who will do DMA
   * @param importer is told when the buffer moves
   * @return a new attachment, to be ended by {@link #detach}
   * @throws UnreachableDeviceException if the exporter refuses the device
   * @throws ReservationHeldException if this thread holds the reservation lock
   */
  public DmaBufAttachment attachDynamic(Device device, ImporterOps importer) {
    Objects.requireNonNull(importer, "importer");
    return attach(new DmaBufAttachment(this, Objects.requireNonNull(device, "device"), importer));
  }

  private DmaBufAttachment attach(DmaBufAttachment attachment) {
    reservation.requireNotHeld("attach");
    lifetime.add(attachment);
    boolean accepted = false;
    try {
      ops.attach(this, attachment);
      accepted = true;
      return attachment;
    } finally {
      if (!accepted) {
        lifetime.remove(attachment);
      }
    }
  }

  /**
   * Ends an attachment, and with it the mapping that the core may have kept; {@code
   * dma_buf_detach}.
   *
   * @param attachment one of this buffer's
   * @throws StillMappedException if a table is out
   * @throws StillPinnedException if the attachment has the buffer pinned
   * @throws NotAttachedException if it was detached before
   * @throws ForeignAttachmentException if it is another buffer's
   * @throws ReservationHeldException if this thread holds the reservation lock
   */
  public void detach(DmaBufAttachment attachment) {
    requireOwn(attachment, "detach");
    reservation.requireNotHeld("detach");
    locked(() -> attachment.loans().end());
    try {
      ops.detach(this, attachment);
    } finally {
      lifetime.remove(attachment);
    }
  }

  // -----------------------------------------------------------------------------------------------
  // Mapping
  // -----------------------------------------------------------------------------------------------

  /**
   * Lends the importer a table whose DMA side is meant for the attachment's device; {@code
   * dma_buf_map_attachment}.
   *
   * <p>Where the exporter has mappings cached, the table is the attachment's first one each time.
   * For a static attachment of a buffer that moves, the buffer is pinned until the unmap.
   *
   * @param attachment one of this buffer's; a dynamic one needs the reservation lock held, for a
   *     static one it is taken
   * @param direction which way bytes will go
   * @return a table, never null, to be given back by {@link #unmapAttachment}
   * @throws ReservationNotHeldException if a dynamic attachment is mapped without the lock
   * @throws CachedDirectionException if the cached mapping is of another direction
   * @throws NotAttachedException if the attachment was detached
   * @throws ForeignAttachmentException if it is another buffer's
   * @throws InvalidExporterException if the exporter returned nothing
   */
  public SgTable mapAttachment(DmaBufAttachment attachment, DmaDirection direction) {
    Objects.requireNonNull(direction, "direction");
    requireMappable(attachment, "mapAttachment");
    reservation.lock();
    try {
      return attachment.loans().map(direction);
    } finally {
      reservation.unlock();
    }
  }

  /**
   * Gives a table back; {@code dma_buf_unmap_attachment}. Nothing of it may be used any more, not
   * even its DMA addresses.
   *
   * @param attachment the attachment for which it was mapped; a dynamic one needs the reservation
   *     lock held
   * @param table the very table that {@link #mapAttachment} returned
   * @param direction the direction in which it was mapped
   * @throws ForeignTableException if the table was not mapped for the attachment
   * @throws DoubleUnmapException if it was given back before
   * @throws WrongDirectionException if it was mapped in another direction
   * @throws ReservationNotHeldException if the attachment is dynamic and the lock is not held
   * @throws NotAttachedException if the attachment was detached
   * @throws ForeignAttachmentException if it is another buffer's
   */
  public void unmapAttachment(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
    Objects.requireNonNull(direction, "direction");
    requireMappable(attachment, "unmapAttachment");
    locked(() -> attachment.loans().unmap(table, direction));
  }

  /**
   * Whether the exporter agrees that the importer touches the pages of tables mapped through an
   * attachment. Only after a true answer may it.
   *
   * @param attachment one of this buffer's
   * @return {@link DmaBufOps#sharesPages}
   * @throws ForeignAttachmentException if it is another buffer's
   */
  public boolean sharesPages(DmaBufAttachment attachment) {
    requireOwn(attachment, "sharesPages");
    return ops.sharesPages(attachment);
  }

  // -----------------------------------------------------------------------------------------------
  // Moving
  // -----------------------------------------------------------------------------------------------

  /**
   * For the exporter: tells all dynamic importers that the buffer is about to move; {@code
   * dma_buf_move_notify}.
   *
   * @throws ReservationNotHeldException if the reservation lock is not held
   */
  public void moveNotify() {
    lifetime.requireOpen("moveNotify");
    reservation.requireHeld("moveNotify");
    for (DmaBufAttachment attachment : lifetime.attachments()) {
      if (attachment.isDynamic() && !attachment.loans().isEnded()) {
        attachment.importer().moveNotify(attachment);
      }
    }
  }

  /**
   * Keeps the buffer from moving until {@link #unpin}; {@code dma_buf_pin}. For needs that last,
   * such as scan-out.
   *
   * @param attachment a dynamic one of this buffer's
   * @throws NotDynamicException if it is static; its mappings pin the buffer by themselves
   * @throws ReservationNotHeldException if the reservation lock is not held
   */
  public void pin(DmaBufAttachment attachment) {
    requirePinnable(attachment, "pin");
    attachment.loans().pin();
  }

  /**
   * Undoes one {@link #pin}; {@code dma_buf_unpin}.
   *
   * @param attachment the one that was pinned
   * @throws UnbalancedPinException if there is no pin left to undo
   * @throws NotDynamicException if it is static
   * @throws ReservationNotHeldException if the reservation lock is not held
   */
  public void unpin(DmaBufAttachment attachment) {
    requirePinnable(attachment, "unpin");
    attachment.loans().unpin();
  }

  // -----------------------------------------------------------------------------------------------
  // CPU access
  // -----------------------------------------------------------------------------------------------

  /**
   * Begins a CPU access: makes what devices wrote visible; {@code dma_buf_begin_cpu_access}.
   *
   * @param direction {@link DmaDirection#FROM_DEVICE} to read, {@link DmaDirection#TO_DEVICE} to
   *     write
   */
  public void beginCpuAccess(DmaDirection direction) {
    Objects.requireNonNull(direction, "direction");
    duringLife(
        "beginCpuAccess",
        () -> {
          ops.beginCpuAccess(this, direction);
          cpuBrackets.begin(direction);
        });
  }

  /**
   * Ends a CPU access: makes what the CPU wrote visible to devices; {@code dma_buf_end_cpu_access}.
   *
   * @param direction as for {@link #beginCpuAccess}
   * @throws UnbalancedCpuAccessException if none has begun
   * @throws WrongDirectionException if none has begun in that direction
   */
  public void endCpuAccess(DmaDirection direction) {
    Objects.requireNonNull(direction, "direction");
    duringLife(
        "endCpuAccess",
        () -> {
          cpuBrackets.end(direction);
          ops.endCpuAccess(this, direction);
        });
  }

  /**
   * Maps the buffer for the CPU; {@code dma_buf_vmap}. To be read and written between {@link
   * #beginCpuAccess} and {@link #endCpuAccess} only.
   *
   * @return the buffer's memory, {@link #size()} bytes from position 0; a view of its own for each
   *     caller, to be given back by {@link #vunmap}
   * @throws UnsupportedByExporterException if the exporter has none to give
   */
  public ByteBuffer vmap() {
    lifetime.addCpuMapping();
    ByteBuffer mapping = null;
    reservation.lock();
    try {
      mapping = cpuMappings.map();
      return mapping;
    } finally {
      reservation.unlock();
      if (mapping == null) {
        lifetime.removeCpuMapping();
      }
    }
  }

  /**
   * Gives a CPU mapping back; {@code dma_buf_vunmap}.
   *
   * @param mapping the very buffer that {@link #vmap()} returned
   * @throws UnbalancedVunmapException if it is not out
   */
  public void vunmap(ByteBuffer mapping) {
    lifetime.requireOpen("vunmap");
    locked(() -> cpuMappings.unmap(mapping));
    lifetime.removeCpuMapping();
  }

  /**
   * Has the exporter put the buffer into a user mapping; {@code dma_buf_mmap}. The mapping is the
   * exporter's from then on.
   *
   * @param mapping an empty one, no larger than the buffer
   * @throws IllegalArgumentException if it is larger; {@code EINVAL}
   * @throws UnsupportedByExporterException if the exporter does not offer it
   */
  public void mmap(UserMapping mapping) {
    if (mapping.size() > Page.align(size)) {
      throw new IllegalArgumentException(
          subject()
              + " has "
              + size
              + " bytes, too few for a user mapping of "
              + mapping.size()
              + "; make the mapping as large as the buffer.");
    }
    duringLife("mmap", () -> ops.mmap(this, mapping));
  }

  // -----------------------------------------------------------------------------------------------
  // What all calls check
  // -----------------------------------------------------------------------------------------------

  private void requireMappable(DmaBufAttachment attachment, String call) {
    requireOwn(attachment, call);
    if (attachment.isDynamic()) {
      reservation.requireHeld(call + " of a dynamic attachment");
    }
  }

  private void requirePinnable(DmaBufAttachment attachment, String call) {
    requireOwn(attachment, call);
    if (!attachment.isDynamic()) {
      throw new NotDynamicException(
          attachment.subject(),
          call + " by a static importer",
          "map the buffer, which pins it, or attach with attachDynamic()");
    }
    reservation.requireHeld(call);
  }

  private void requireOwn(DmaBufAttachment attachment, String call) {
    lifetime.requireOpen(call);
    if (attachment == null || attachment.buffer() != this) {
      throw new ForeignAttachmentException(
          subject(),
          call + " with " + (attachment == null ? "null" : "an attachment of " + attachment),
          "pass the attachment that attach() of this buffer returned");
    }
  }

  private void locked(Runnable action) {
    reservation.lock();
    try {
      action.run();
    } finally {
      reservation.unlock();
    }
  }

  /** Runs a call that the release waits for. */
  private void duringLife(String call, Runnable action) {
    lifetime.enter(call);
    try {
      action.run();
    } finally {
      if (lifetime.leave()) {
        ops.release(this);
      }
    }
  }

  String subject() {
    return subject(name);
  }

  private static String subject(String name) {
    return "buffer \"" + name + "\"";
  }

  @Override
  public String toString() {
    return subject() + " of " + size + " bytes";
  }
}
