using FluentAssertions.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What has to hold, and the sentence that a learner reads where it does not.</summary>
internal static class Must
{
    /// <summary>Fails with nothing but the sentence.</summary>
    /// <param name="condition">What has to hold.</param>
    /// <param name="otherwise">What is wrong if it does not, and what helps.</param>
    public static void Hold(bool condition, string otherwise) =>
        Execute.Assertion.ForCondition(condition).FailWith(otherwise);

    /// <summary>Fails when activations that are not returned stay alive.</summary>
    /// <param name="exercise">Returns one tensor, and may leave the logits of one run behind.</param>
    public static void LetGo(Func<Tensor> exercise)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var result = exercise();
        var left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        Hold(left <= 2,
            $"{left} tensors are still there after it: dispose of the cache, with `using var held = cache;` for example.");
    }
}
