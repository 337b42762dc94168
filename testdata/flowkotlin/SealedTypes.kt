package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private sealed class Memory {
    abstract val entries: Int

    class Own(val table: SgTable) : Memory() {
        override val entries get() = table.nents()
    }

    class Borrowed(val table: SgTable) : Memory() {
        override val entries get() = table.pages().size // expect: DMABUF_PAGE_ACCESS
    }

    data object Gone : Memory() {
        override val entries = 0
    }
}

private sealed interface Outcome<out T> {
    @JvmInline
    value class Done<T>(val value: T) : Outcome<T>

    class Failed(val cause: Throwable) : Outcome<Nothing>
}

private enum class Side {
    CPU {
        override fun reach(table: SgTable) = table.firstEntry().virtualAddress() // expect: DMABUF_PAGE_ACCESS
    },
    DMA {
        override fun reach(table: SgTable) = table.firstEntry().dmaAddress()
    }, ;

    abstract fun reach(table: SgTable): Long
}

private abstract class Walker {
    protected abstract fun visit(entry: Scatterlist): Long

    fun walk(table: SgTable): Long {
        var sum = 0L
        for (entry in table) sum += visit(entry)
        return sum
    }
}

private class Peeking : Walker() {
    override fun visit(entry: Scatterlist) = entry.physicalAddress() // expect: DMABUF_PAGE_ACCESS
}

private class Proper : Walker() {
    override fun visit(entry: Scatterlist) = entry.dmaAddress()
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("sealed-types"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsSealedWhen(table)
        reportsOverriddenProperty(table)
        reportsOutcome(table)
        reportsEnumWithBodies(table)
        acceptsEnumWhen(table)
        reportsTemplateMethod(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun pagesOf(memory: Memory): Int = when (memory) {
    is Memory.Own -> memory.table.pages().size
    is Memory.Borrowed -> memory.table.pages().size // expect: DMABUF_PAGE_ACCESS
    Memory.Gone -> 0
}

private fun pagesOfOwn(memory: Memory): Int = when (memory) {
    is Memory.Own -> memory.table.pages().size
    is Memory.Borrowed -> memory.table.dmaAddresses().size
    Memory.Gone -> 0
}

private fun reportsSealedWhen(table: SgTable) {
    val all = listOf(Memory.Own(Rig.ownTable()), Memory.Borrowed(table), Memory.Gone)
    Rig.check(all.sumOf { pagesOf(it) } == 8, "eight pages")
    Rig.check(all.sumOf { pagesOfOwn(it) } == 8, "eight pages")
}

private fun reportsOverriddenProperty(table: SgTable) {
    var entries = 0
    for (memory in arrayOf(Memory.Own(table), Memory.Borrowed(table), Memory.Gone)) {
        entries += memory.entries
    }
    Rig.check(entries == 8, "eight entries")
}

private fun map(table: SgTable, fail: Boolean): Outcome<SgTable> =
    if (fail) Outcome.Failed(IllegalStateException("no memory")) else Outcome.Done(table)

private fun reportsOutcome(table: SgTable) {
    when (val outcome = map(table, false)) {
        is Outcome.Done -> Rig.check(outcome.value.pages().size == 4, "four") // expect: DMABUF_PAGE_ACCESS
        is Outcome.Failed -> throw outcome.cause
    }
    when (val outcome = map(Rig.ownTable(), false)) {
        is Outcome.Done -> Rig.check(outcome.value.pages().size == 4, "four")
        is Outcome.Failed -> throw outcome.cause
    }
}

private fun reportsEnumWithBodies(table: SgTable) {
    Rig.check(Side.entries.all { it.reach(table) != 0L }, "addresses")
}

private fun acceptsEnumWhen(table: SgTable) {
    for (side in Side.entries) {
        val entry = when (side) {
            Side.CPU -> Rig.ownTable().firstEntry()
            Side.DMA -> table.firstEntry()
        }
        if (side == Side.CPU) {
            Rig.check(entry.page() != null, "a page")
        }
    }
}

private fun reportsTemplateMethod(table: SgTable) {
    Rig.check(Peeking().walk(table) != 0L, "addresses")
    Rig.check(Proper().walk(table) != 0L, "addresses")
}
