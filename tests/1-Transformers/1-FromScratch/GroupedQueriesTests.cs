using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class GroupedQueriesTests
{
    [ExerciseTheory("1.1.40")]
    [InlineData(2, 5, 5, 6, 2, 4, false)]
    [InlineData(1, 1, 1, 2, 1, 3, false)]
    [InlineData(2, 4, 4, 3, 3, 2, true)]
    [InlineData(2, 2, 5, 4, 2, 3, true)]
    public void HeadsShareTheirGroupsKeys(
        long batch, long queries, long keys, long heads, long groups, long dHead, bool view)
    {
        var q = Some.Numbers(1, view, batch, queries, heads, dHead);
        var k = Some.Numbers(2, view, batch, keys, groups, dHead);
        var v = Some.Numbers(3, view, batch, keys, groups, dHead);
        using var unchanged = Inputs.MustStayUnchanged(q, k, v);
        var members = heads / groups;
        var wanted = With(k.repeat_interleave(members, 2), v.repeat_interleave(members, 2));
        GroupedQueries.Attend(q, k, v).Should().BeCloseTo(wanted, 1e-5, "batch query head d_head", mistakes:
        [
            .. groups > 1 && members > 1
                ? new[]
                {
                    ("the heads take turns among the groups: the first ones belong to the first group, and so on",
                        With(k.repeat(1, 1, members, 1), v.repeat(1, 1, members, 1))),
                    ("all heads read the first group",
                        With(k[.., .., ..1].expand(-1, -1, heads, -1), v[.., .., ..1].expand(-1, -1, heads, -1))),
                    ("keys and values were shared out differently",
                        With(k.repeat_interleave(members, 2), v.repeat(1, 1, members, 1))),
                }
                : [],
            ("nothing was masked: positions see the future",
                With(k.repeat_interleave(members, 2), v.repeat_interleave(members, 2), causal: false)),
        ]);

        Tensor With(Tensor someKeys, Tensor someValues, bool causal = true)
        {
            // Queries are those of the last positions, which libtorch's own mask does not know.
            var visible = ones(queries, keys, dtype: @bool).tril(causal ? keys - queries : keys);
            return nn.functional.scaled_dot_product_attention(
                q.transpose(1, 2), someKeys.transpose(1, 2), someValues.transpose(1, 2), visible).transpose(1, 2);
        }
    }
}
