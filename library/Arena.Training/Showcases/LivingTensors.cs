using TorchSharp;

namespace Arena.Training;

/// <summary>How many tensors of this thread nobody has disposed of yet, whether or not somebody still holds them.</summary>
/// <remarks>
/// By the dispose statistics: <c>Tensor.TotalCount</c> never counts down what a <c>Parameter</c> was made of, so it would
/// grow with each model.
/// </remarks>
internal static class LivingTensors
{
    public static long Count => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
