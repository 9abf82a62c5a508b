using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>New parameters. They live as long as their module, not as the scope that it was made in.</summary>
internal static class Weights
{
    /// <summary>Normal with mean 0; a deviation of 0 leaves torch's generator alone.</summary>
    public static Parameter Normal(double std, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var values = zeros(shape);
        return scope.Detach(new Parameter(std > 0 ? values.normal_(0, std) : values));
    }

    public static Parameter Zeros(params long[] shape) => Normal(0, shape);

    public static Parameter Ones(params long[] shape)
    {
        using var scope = NewDisposeScope();
        return scope.Detach(new Parameter(ones(shape)));
    }
}
