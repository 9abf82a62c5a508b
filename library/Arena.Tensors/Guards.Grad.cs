using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Guards
{
    private const string GradCall = "autograd.grad";

    /// <summary>What <c>autograd.grad</c> gives, by way of <c>backward</c>, whose failures are exceptions.</summary>
    /// <remarks>
    /// Whether an input was used, or a graph is still there, cannot be asked beforehand. The inputs' own gradients are
    /// put aside meanwhile.
    /// </remarks>
    /// <exception cref="TorchCallException">
    /// There is no graph, or an input has no part in it, or the sizes do not fit.
    /// </exception>
    public static IList<Tensor> Grad(
        IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? gradOutputs, bool retainGraph, bool createGraph,
        bool allowUnused)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        if (GradProblem(outputs, inputs, gradOutputs) is { } problem) throw new TorchCallException(GradCall, problem);
        if (!createGraph) return ByBackward(outputs, inputs, gradOutputs, retainGraph, allowUnused);

        // backward warns of create_graph. So it is only tried; the gradients with a graph are autograd's own.
        foreach (var tried in ByBackward(outputs, inputs, gradOutputs, retainGraph: true, allowUnused))
            tried.Dispose();
        return autograd.grad(outputs, inputs, gradOutputs, retainGraph, createGraph, allowUnused);
    }

    private static List<Tensor> ByBackward(
        IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? gradOutputs, bool retainGraph, bool allowUnused)
    {
        foreach (var input in inputs)
            if (!input.is_leaf)
                input.retain_grad();
        var kept = inputs.Select(input => input.grad).ToList();
        try
        {
            foreach (var input in inputs) input.grad = null;
            autograd.backward(outputs, gradOutputs, retainGraph, create_graph: false, inputs);
            var gradients = inputs.Select(input => input.grad).ToList();
            if (!allowUnused && gradients.FindIndex(gradient => gradient is null) is >= 0 and var unused)
                throw new TorchCallException(GradCall,
                    $"{Place("inputs", unused, inputs)} was not used to compute "
                        + $"{(outputs.Count == 1 ? "the output" : "the outputs")}. "
                        + "Was it computed from a copy, or under no_grad? Or pass allow_unused: true.");
            return [.. gradients.Select(gradient => gradient ?? Nothing())];
        }
        finally
        {
            for (var i = 0; i < inputs.Count; i++)
            {
                inputs[i].grad = kept[i];
                kept[i]?.Dispose();
            }
        }
    }

    // What TorchSharp gives for an input that was not used: a tensor that IsInvalid.
    private static Tensor Nothing()
    {
        var tensor = empty(0);
        tensor.Dispose();
        return tensor;
    }

    private static string? GradProblem(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? gradOutputs)
    {
        if (outputs.Count == 0) return "no outputs were given.";
        if (inputs.Count == 0) return "no inputs were given: list the tensors whose gradients you want.";
        if (gradOutputs is { Count: > 0 } && gradOutputs.Count != outputs.Count)
            return $"there are {outputs.Count} outputs, but {gradOutputs.Count} grad_outputs: each output needs one.";
        for (var i = 0; i < inputs.Count; i++)
            if (!inputs[i].requires_grad)
                return $"{Place("inputs", i, inputs)} does not require a gradient. "
                    + "Set its requires_grad_() before anything is computed from it.";
        for (var i = 0; i < outputs.Count; i++)
        {
            if (!outputs[i].requires_grad)
                return $"{Place("outputs", i, outputs)} has no graph: nothing that requires a gradient went into it, "
                    + "or it was computed under no_grad, or detached.";
            if (gradOutputs is not { Count: > 0 })
            {
                if (outputs[i].numel() != 1)
                    return $"{Place("outputs", i, outputs)} is not a single number. "
                        + "Sum it up first, or pass grad_outputs of its shape.";
            }
            else if (!Sizes.Of(outputs[i]).AsSpan().SequenceEqual(Sizes.Of(gradOutputs[i])))
                return $"{Place("grad_outputs", i, gradOutputs)} should have the shape of its output, "
                    + $"{Given.Shape(Sizes.Of(outputs[i]))}.";
        }
        return null;
    }

    private static string Place(string list, int at, IList<Tensor> tensors) =>
        $"{list}[{at}], of shape {Given.Shape(Sizes.Of(tensors[at]))},";
}
