using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class HeadsTests
{
    [ExerciseTheory("0.0.34")]
    [InlineData(2, 3, 3, 3, false)]
    [InlineData(1, 5, 1, 4, false)]
    [InlineData(3, 1, 4, 2, false)]
    [InlineData(2, 4, 2, 5, true)]
    public void HeadsAreSplit(long batch, long seq, long heads, long dHead, bool view)
    {
        var qkv = Some.Numbers(view, batch, seq, 3 * heads * dHead);
        using var unchanged = Inputs.MustStayUnchanged(qkv);
        var (q, k, v) = Heads.SplitHeads(qkv, heads);
        Matches(q, 0);
        Matches(k, 1);
        Matches(v, 2);

        void Matches(Tensor actual, long kind)
        {
            actual.Should().BeCloseTo(Wanted(kind), axes: "batch head seq d_head", tolerance: 0, mistakes:
            [
                .. Enumerable.Range(0, 3).Where(other => other != kind).Select(other =>
                    ($"the {Kinds[kind]} are the {Kinds[other]}", Wanted(other))),
                ("the heads were taken as the outer axis, the kinds inside them; first come all queries, then all keys, then all values",
                    qkv.reshape(batch, seq, heads, 3, dHead).select(3, kind).transpose(1, 2)),
                ("the heads take turns: each head is a run of d_head neighbours",
                    qkv.reshape(batch, seq, 3, dHead, heads).select(2, kind).permute(0, 3, 1, 2)),
                ("queries, keys and values take turns; first come all queries, then all keys, then all values",
                    qkv.reshape(batch, seq, heads, dHead, 3).select(4, kind).transpose(1, 2)),
                ("the heads come after the positions; the result is batch head seq d_head",
                    Wanted(kind).transpose(1, 2)),
            ]);
        }

        Tensor Wanted(long kind) => stack(
            [.. Enumerable.Range(0, (int)heads).Select(head => qkv.narrow(2, (kind * heads + head) * dHead, dHead))], 1);
    }

    [ExerciseTheory("0.0.35")]
    [InlineData(2, 3, 3, 3, false)]
    [InlineData(1, 1, 5, 4, false)]
    [InlineData(3, 4, 1, 2, false)]
    [InlineData(2, 2, 4, 5, true)]
    public void HeadsAreMerged(long batch, long heads, long seq, long dHead, bool view)
    {
        var z = Some.Numbers(view, batch, heads, seq, dHead);
        using var unchanged = Inputs.MustStayUnchanged(z);
        var wanted = cat([.. Enumerable.Range(0, (int)heads).Select(head => z.select(1, head))], 2);
        Heads.MergeHeads(z).Should().BeCloseTo(wanted, axes: "batch seq head*d_head", tolerance: 0, mistakes:
        [
            ("only the shape was changed: heads and positions have to change places first",
                z.reshape(batch, seq, heads * dHead)),
            ("the heads take turns: each head is a run of d_head neighbours",
                z.permute(0, 2, 3, 1).reshape(batch, seq, dHead * heads)),
            ("the heads were added up; they should lie side by side", z.sum(dim: 1)),
            ("the heads lie below each other; they should lie side by side", z.flatten(1, 2)),
        ]);
    }

    private static readonly string[] Kinds = ["queries", "keys", "values"];
}
