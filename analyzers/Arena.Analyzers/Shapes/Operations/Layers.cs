using System.Collections.Immutable;
using Arena.Analyzers.Modules;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Modules, from the call that makes them; and the functions that do the same without a module.</summary>
internal static class Layers
{
    private static readonly HashSet<string> Same =
    [
        .. StatelessLayers.Names, "Dropout", "Dropout1d", "Dropout2d", "AlphaDropout", "RReLU", "PReLU", "RMSNorm",
    ];

    /// <summary>The layer that a call such as <c>Linear(512, 2048)</c> makes; null when it is not known.</summary>
    public static Layer? Of(Evaluator evaluator, IInvocationOperation call)
    {
        var making = new OperationCall(evaluator, call);
        var name = call.TargetMethod.Name;
        if (Same.Contains(name)) return new SameLayer(name);
        return name switch
        {
            "Linear" when making.Has("inputSize") =>
                new LinearLayer(Size(making, "inputSize"), Size(making, "outputSize")),
            "Embedding" => new EmbeddingLayer(Size(making, "embedding_dims")),
            "LayerNorm" when making.Numbers("normalized_shape") is { } normalized =>
                new LayerNormLayer([.. normalized.Select(Number)]),
            "BatchNorm1d" or "BatchNorm2d" or "BatchNorm3d" => new ChannelLayer(name, Size(making, "num_features")),
            "GroupNorm" => new ChannelLayer(name, Size(making, "num_channels")),
            "Conv1d" or "Conv2d" or "Conv3d" or "ConvTranspose1d" or "ConvTranspose2d" or "ConvTranspose3d" =>
                new ConvolutionLayer(
                    name, Size(making, "in_channels"), Size(making, "out_channels"), Windows(making, name)),
            "MaxPool1d" or "MaxPool2d" or "MaxPool3d" or "AvgPool1d" or "AvgPool2d" or "AvgPool3d" =>
                new ConvolutionLayer(name, null, null, Windows(making, name)) { MixesChannels = false },
            "AdaptiveAvgPool1d" or "AdaptiveAvgPool2d" or "AdaptiveMaxPool2d" => Adaptive(making, name),
            "Flatten" when making.Constant("start_dim") is { } start && making.Constant("end_dim") is { } end =>
                new FlattenLayer(start, end),
            "Sequential" => Sequential(making),
            "MSELoss" or "L1Loss" or "SmoothL1Loss" or "HuberLoss" or "BCELoss" or "BCEWithLogitsLoss" =>
                new LossLayer(name, IsReduced(making), IsOfClasses: false),
            "CrossEntropyLoss" or "NLLLoss" => new LossLayer(name, IsReduced(making), IsOfClasses: true),
            _ => new UnknownLayer(),
        };
    }

    /// <summary><c>functional.conv2d</c>, <c>functional.max_pool2d</c> and their like.</summary>
    public static Value Function(OperationCall call)
    {
        if (call.Name.StartsWith("adaptive", StringComparison.Ordinal))
        {
            var spatial = call.Name[call.Name.Length - 2] - '0';
            return call.Result(Adaptive(call, call.Name, spatial).Apply(call.Shape, Reporter(call)));
        }
        var layer = new ConvolutionLayer(call.Name, null, null, Windows(call, call.Name)) { MixesChannels = false };
        if (!call.Name.StartsWith("conv", StringComparison.Ordinal))
            return call.Result(layer.Apply(call.Shape, Reporter(call)));
        if (call.Tensors.Count < 2 || call.Tensors[1].Tensor.Shape is not { Rank: { } rank } weight
            || rank != layer.Windows.Length + 2)
            return call.Result(TensorShape.Unknown);
        var windows = layer.Windows.Select((window, axis) => window with { Kernel = weight[axis + 2]!.Size });
        var isGrouped = call.Has("groups") && call.Constant("groups") != 1;
        var convolution = new ConvolutionLayer(
            call.Name, isGrouped ? null : weight[1]!.Size, weight[0]!.Size, [.. windows]);
        return call.Result(convolution.Apply(call.Shape, Reporter(call)));
    }

    public static Value LayerNormFunction(OperationCall call) =>
        call.Result(call.Numbers("normalized_shape") is { } normalized
            ? new LayerNormLayer([.. normalized.Select(Number)]).Apply(call.Shape, Reporter(call))
            : call.Shape);

    public static Value EmbeddingFunction(OperationCall call) =>
        call.Result(call.Tensors is [_, var weight, ..] && call.Shape.Rank is not null
            ? TensorShape.Of(call.Shape.Axes.Add(weight.Tensor.Shape[-1] ?? Axis.Unknown))
            : TensorShape.Unknown);

    private static bool IsReduced(OperationCall making) =>
        making.Operation.Arguments.Any(argument =>
            argument.Parameter?.Name == "reduction" && Elementwise.IsReduction(argument.Value));

    private static LayerReport Reporter(OperationCall call) => (message, relation) =>
        call.Report(Rules.LayerInputMismatch, call.Syntax, message, relation, call.First!.Source);

    private static Size? Size(OperationCall call, string name) => Number(call[name]);

    private static Size? Number(Value? value) => (value as NumberValue)?.Size;

    private static ImmutableArray<WindowAxis> Windows(OperationCall making, string name)
    {
        var spatial = name[name.Length - 2] - '0';
        var kernel = making["kernel_size"];
        var stride = making["stride", "strides"];
        var keeps = making["padding"] is not (NumberValue or NullValue or ListValue or null);
        return
        [
            .. Enumerable.Range(0, spatial).Select(axis => new WindowAxis(
                At(kernel, axis),
                // Poolings step by their own length; convolutions by 1.
                Or(stride, axis, name.Contains("onv") ? Algebra.Size.One : At(kernel, axis)),
                Or(making["padding"], axis, Algebra.Size.Of(0)),
                Or(making["dilation"], axis, Algebra.Size.One))
            {
                IsTransposed = name.StartsWith("ConvTranspose", StringComparison.Ordinal),
                OutputPadding = Or(making["output_padding"], axis, Algebra.Size.Of(0)),
                KeepsSize = keeps && IsSamePadding(making),
                RoundsUp = making.Flag("ceil_mode") != false || keeps && !IsSamePadding(making),
            }),
        ];
    }

    private static bool IsSamePadding(OperationCall making) =>
        making.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "padding")?.Value
            is IFieldReferenceOperation { Field.Name: "Same" };

    private static Size? Or(Value? value, int axis, Size? fallback) =>
        value is NullValue or null ? fallback : At(value, axis);

    // One number counts for every axis.
    private static Size? At(Value? value, int axis) => value switch
    {
        NumberValue number => number.Size,
        ListValue { Items: [var only] } => Number(only),
        ListValue { Items: var items } when axis < items.Length => Number(items[axis]),
        _ => null,
    };

    private static Layer Adaptive(OperationCall making, string name) =>
        Adaptive(making, name, name[name.Length - 2] - '0');

    private static AdaptivePoolLayer Adaptive(OperationCall making, string name, int spatial) =>
        new(name, [.. Enumerable.Range(0, spatial).Select(axis => At(making["output_size"], axis))]);

    private static Layer Sequential(OperationCall making)
    {
        if (making["modules"] is not ListValue { Items: var items }) return new UnknownLayer();
        var sequential = new SequentialLayer([.. items.Select(item => item switch
        {
            LayerValue { Layer: not UnknownLayer and var layer } => layer,
            ListValue { Items: [_, LayerValue { Layer: not UnknownLayer and var named }] } => named,
            _ => null,
        })]);
        var places = making.Elements("modules");
        sequential.Follow(TensorShape.Unknown, (layer, message, relation) =>
            making.Report(
                Rules.LayerInputMismatch, layer < places.Count ? places[layer] : making.Syntax, message, relation));
        return sequential;
    }
}
