using Arena.Patterns;
using TorchSharp;
using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>A call leaves its result behind, in the caller's scope, and nothing else.</summary>
public class LeakTests
{
    public static TheoryData<string, int> Calls => new()
    {
        { "rearrange", 1 }, { "identity", 1 }, { "merge", 1 }, { "reduce", 1 }, { "reduce one by one", 1 },
            { "own", 1 },
        { "repeat", 1 }, { "list", 1 }, { "einsum", 1 }, { "pack", 1 }, { "unpack", 2 }, { "layer", 1 }, { "shape", 0 },
        { "contract", 0 }, { "wrong pattern", 0 }, { "wrong size", 0 }, { "wrong list", 0 }, { "wrong result", 0 },
        { "throwing", 0 }, { "wrong pack", 0 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void LeavesOnlyItsResult(string call, int results)
    {
        using var outer = NewDisposeScope();
        var x = Counting(2, 3, 4);
        using var layer = Layers.Reduce("a b (c d) -> c a", Reduction.Prod, ("d", 2));
        var list = new[] { x, x };

        using var scope = NewDisposeScope();
        DisposeScopeManager.Statistics.Reset();
        Run(call, x, list, layer);

        scope.DisposablesCount.Should().Be(results);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(results);
    }

    [Fact]
    public void LeavesNothingOutsideOfAnyScope()
    {
        using var x = Counting(2, 3, 4);
        DisposeScopeManager.Statistics.Reset();

        Rearrange(x, "a b (c d) -> d (b a) c", ("d", 2)).Dispose();
        Reduce(x, "a (b 3) (c d) -> c a", Reduction.All, ("d", 2)).Dispose();
        Repeat(x, "a b c -> c (a n) b", ("n", 2)).Dispose();

        DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount.Should().Be(0);
    }

    private static void Run(string call, Tensor x, Tensor[] list, EinopsLayer layer)
    {
        switch (call)
        {
            case "rearrange": Rearrange(x, "a b (c d) -> d a b c", ("d", 2)); break;
            case "identity": Rearrange(x, "a b c -> a b c"); break;
            case "merge": Rearrange(x, "a b (c d) -> (d a) (b c)", ("d", 2)); break;
            case "reduce": Reduce(x, "a b (c d) -> (c b) 1", Reduction.Mean, ("d", 2)); break;
            case "reduce one by one": Reduce(x, "a b (c d) -> c", Reduction.Prod, ("d", 2)); break;
            case "own": Reduce(x, "a b (c d) -> (c b) 1", (y, axes) => y.sum(axes), ("d", 2)); break;
            case "repeat": Repeat(x, "a b c -> c (n b) a 2", ("n", 2)); break;
            case "list": Rearrange(list, "n a b c -> (n a) c b"); break;
            case "einsum": Einsum("a b c, a d c -> b d", x, x); break;
            case "pack": Pack(list, "a * c"); break;
            case "unpack": Unpack(x, [[2], [1]], "a * c"); break;
            case "layer": layer.call(x); break;
            case "shape": ParseShape(x, "a _ c"); break;
            case "contract": new ShapeContract().Check(x, "a b c"); break;
            case "wrong pattern": Refused(() => Rearrange(x, "a b c -> a b")); break;
            case "wrong size": Refused(() => Rearrange(x, "a b (c d) -> a b c d", ("d", 3))); break;
            case "wrong list": Refused(() => Rearrange(list, "a b c -> c b a")); break;
            case "wrong result": Refused(() => Reduce(x, "a b (c d) -> a", (y, _) => y.alias(), ("d", 2))); break;
            case "throwing":
                Assert.Throws<InvalidOperationException>(() =>
                    Reduce(x, "a b (c d) -> a", (_, _) => throw new InvalidOperationException(), ("d", 2)));
                break;
            case "wrong pack": Refused(() => Pack([x, x], "a b c * e")); break;
            default: throw new ArgumentException(call);
        }
    }

    private static void Refused(Action act) => Assert.Throws<EinopsException>(act);
}
