package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Page
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import java.util.concurrent.Callable
import java.util.function.Supplier
import kotlin.concurrent.thread
import support.Rig

private typealias Touch = (SgTable) -> Int

private fun interface Visitor {
    fun visit(entry: Scatterlist): Boolean
}

private class Source {
    private val listeners = mutableListOf<(SgTable) -> Unit>()
    var onGone: (() -> Unit)? = null

    fun listen(listener: (SgTable) -> Unit) {
        listeners += listener
    }

    fun emit(table: SgTable) {
        listeners.forEach { it(table) }
        onGone?.invoke()
    }
}

private class Action(private val table: SgTable) : () -> Int {
    override fun invoke() = table.pages().size // expect: DMABUF_PAGE_ACCESS
}

private fun pagesOf(table: SgTable) = table.pages().size // expect: DMABUF_PAGE_ACCESS

private fun entriesOf(table: SgTable) = table.nents()

private fun ownPagesOf(table: SgTable) = table.pages().size

private fun SgTable.head() = firstEntry()

private fun <A, B, C> ((A) -> B).then(next: (B) -> C): (A) -> C = { next(this(it)) }

private fun apply(touch: Touch, table: SgTable) = touch(table)

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("lambdas"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsValue(table)
        reportsCapture(table)
        reportsFunctionReference(table)
        reportsBoundReference(table)
        reportsConstructorReference(table)
        reportsLocalFunction(table)
        reportsClosedOverVar(table)
        reportsComposed(table)
        reportsListener(table)
        reportsSam(table)
        reportsObjectExpression(table)
        reportsThread(table)
        reportsReturnedLambda(table)
        reportsReceiverLambda(table)
        acceptsLambdasThatOnlyCarry(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsValue(table: SgTable) {
    val touch: Touch = { it.pages().size } // expect: DMABUF_PAGE_ACCESS
    val count: Touch = { it.nents() }
    val ours: Touch = { it.pages().size }
    Rig.check(touch(table) == count(table), "as many")
    Rig.check(ours(Rig.ownTable()) == 4, "four pages")
}

private fun reportsCapture(table: SgTable) {
    val touch = { table.firstEntry().page() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(touch() == touch.invoke(), "the same page")
}

private fun reportsFunctionReference(table: SgTable) {
    Rig.check(apply(::pagesOf, table) == 4, "four pages")
    Rig.check(apply(::entriesOf, table) == 4, "four entries")
    Rig.check(apply(::ownPagesOf, Rig.ownTable()) == 4, "four pages")
}

private fun reportsBoundReference(table: SgTable) {
    val pages: () -> Array<Page> = table::pages // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages().size == 4, "four pages")
    val head = SgTable::head
    Rig.check(head(table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsConstructorReference(table: SgTable) {
    val make = ::Action
    Rig.check(make(table)() == 4, "four pages")
}

private fun reportsLocalFunction(table: SgTable) {
    fun touch(some: SgTable): Int {
        return some.pages().size // expect: DMABUF_PAGE_ACCESS
    }
    fun captured() = table.firstEntry()
    Rig.check(touch(table) == 4, "four pages")
    Rig.check(captured().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsClosedOverVar(table: SgTable) {
    var held: SgTable? = null
    val keep: (SgTable) -> Unit = { held = it }
    keep(table)
    Rig.check(held!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    keep(Rig.ownTable())
    Rig.check(held!!.pages().size == 4, "four pages")
}

private fun reportsComposed(table: SgTable) {
    val address = SgTable::firstEntry
        .then { it.page() } // expect: DMABUF_PAGE_ACCESS
        .then { it.map() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(address(table).hasRemaining(), "bytes")
}

private fun reportsListener(table: SgTable) {
    val source = Source()
    var gone = false
    source.listen { Rig.check(it.nents() == 4, "four entries") }
    source.listen { Rig.check(it.pages().size == 4, "four pages") } // expect: DMABUF_PAGE_ACCESS
    source.onGone = { gone = true }
    source.emit(table)
    Rig.check(gone, "told")
}

private fun reportsSam(table: SgTable) {
    val supplier = Supplier { table.firstEntry() }
    Rig.check(supplier.get().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val visitor = Visitor { it.page() != null } // expect: DMABUF_PAGE_ACCESS
    Rig.check(visitor.visit(table.firstEntry()), "a page")
    val callable = Callable { table.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(callable.call() == 4, "four pages")
    table.forEachPage { Rig.check(it != null, "a page") } // expect: DMABUF_PAGE_ACCESS
}

private fun reportsObjectExpression(table: SgTable) {
    val holder = object {
        val kept = table
        val ours = Rig.ownTable()

        fun first() = kept.firstEntry()
    }
    Rig.check(holder.first().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(holder.ours.pages().size == 4, "four pages")
    val runnable = object : Runnable {
        override fun run() {
            Rig.check(table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
        }
    }
    runnable.run()
}

private fun reportsThread(table: SgTable) {
    var count = 0
    thread { count = table.pages().size }.join() // expect: DMABUF_PAGE_ACCESS
    Rig.check(count == 4, "four pages")
}

private fun reportsReturnedLambda(table: SgTable) {
    Rig.check(toucher(table)(1) == 5, "four pages and one")
    Rig.check(counter(table)() == 4, "four entries")
}

private fun toucher(table: SgTable): (Int) -> Int = { it + table.pages().size } // expect: DMABUF_PAGE_ACCESS

private fun counter(table: SgTable): () -> Int = table::nents

private fun reportsReceiverLambda(table: SgTable) {
    val block: SgTable.(Int) -> Boolean = { pages().size == it } // expect: DMABUF_PAGE_ACCESS
    Rig.check(table.block(4), "four pages")
    val build = fun StringBuilder.(some: SgTable) {
        append(some.nents())
    }
    Rig.check(StringBuilder().apply { build(table) }.toString() == "4", "four")
}

private fun acceptsLambdasThatOnlyCarry(table: SgTable) {
    val carry: (SgTable) -> SgTable = { it }
    val same = listOf(carry, carry).fold(table) { some, step -> step(some) }
    Rig.check(same === table, "the same")
    val swap: (SgTable) -> SgTable = { Rig.ownTable() }
    Rig.check(swap(table).pages().size == 4, "four pages")
}
