using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

// What else learners may write for layers.

[WrongAnswer("0.1.1", Says = "negative numbers lose their sign")]
internal sealed class ReLUOfTheAbsoluteValue() : nn.Module<Tensor, Tensor>(nameof(ReLUOfTheAbsoluteValue))
{
    public override Tensor forward(Tensor x) => x.abs();
}

[WrongAnswer("0.1.1", Says = "the positive numbers became 0")]
internal sealed class ReLUOfTheWrongSide() : nn.Module<Tensor, Tensor>(nameof(ReLUOfTheWrongSide))
{
    public override Tensor forward(Tensor x) => x.clamp(max: 0);
}

[WrongAnswer("0.1.1", Says = "The input was modified")]
internal sealed class ReLUInPlace() : nn.Module<Tensor, Tensor>(nameof(ReLUInPlace))
{
    public override Tensor forward(Tensor x) => x.relu_();
}

[WrongAnswer("0.1.1", Says = "No gradient reached the tensor")]
internal sealed class ReLUWithoutGradient() : nn.Module<Tensor, Tensor>(nameof(ReLUWithoutGradient))
{
    public override Tensor forward(Tensor x) => x.detach().clamp(min: 0).requires_grad_();
}

[WrongAnswer("0.1.1", Says = "it should keep the numbers there")]
internal sealed class ReLUAsAMask() : nn.Module<Tensor, Tensor>(nameof(ReLUAsAMask))
{
    public override Tensor forward(Tensor x) => x.gt(0).to(float32);
}

[RightAnswer("0.1.1")]
internal sealed class ReLUAsTheLargerOfTwo() : nn.Module<Tensor, Tensor>(nameof(ReLUAsTheLargerOfTwo))
{
    public override Tensor forward(Tensor x) => where(x > 0, x, zeros_like(x));
}

[WrongAnswer("0.1.2", Says = "parameters() finds")]
internal sealed class LinearRegisteredTooEarly : nn.Module<Tensor, Tensor>
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;

    public LinearRegisteredTooEarly(long inputs, long outputs, bool hasBias = true)
        : base(nameof(LinearRegisteredTooEarly))
    {
        RegisterComponents();
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound);
        if (hasBias) bias = new Parameter((2 * rand(outputs) - 1) * bound);
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight!, bias);
}

[WrongAnswer("0.1.2", Says = "parameters() finds")]
internal sealed class LinearOfPlainTensors : nn.Module<Tensor, Tensor>
{
    private readonly Tensor weight;
    private readonly Tensor? bias;

    public LinearOfPlainTensors(long inputs, long outputs, bool hasBias = true) : base(nameof(LinearOfPlainTensors))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = (2 * rand(outputs, inputs) - 1) * bound;
        if (hasBias) bias = (2 * rand(outputs) - 1) * bound;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[WrongAnswer("0.1.2", Says = "weight (3, 5)")]
internal sealed class LinearWithTheWeightLyingDown : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearWithTheWeightLyingDown(long inputs, long outputs, bool hasBias = true)
        : base(nameof(LinearWithTheWeightLyingDown))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter((2 * rand(inputs, outputs) - 1) * bound);
        if (hasBias) bias = new Parameter((2 * rand(outputs) - 1) * bound);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var sums = x.matmul(weight);
        return bias is null ? sums : sums + bias;
    }
}

[WrongAnswer("0.1.2", Says = "reaches down to -1/√d_in")]
internal sealed class LinearThatStartsPositive : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearThatStartsPositive(long inputs, long outputs, bool hasBias = true)
        : base(nameof(LinearThatStartsPositive))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter(rand(outputs, inputs) * bound);
        if (hasBias) bias = new Parameter(rand(outputs) * bound);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[WrongAnswer("0.1.2", Says = "is between -1/√d_in and 1/√d_in")]
internal sealed class LinearOfNormalNumbers : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearOfNormalNumbers(long inputs, long outputs, bool hasBias = true) : base(nameof(LinearOfNormalNumbers))
    {
        var deviation = 1 / Math.Sqrt(inputs);
        weight = new Parameter(randn(outputs, inputs) * deviation);
        if (hasBias) bias = new Parameter(randn(outputs) * deviation);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[WrongAnswer("0.1.2", Says = "weight reaches up to 1/√d_in")]
internal sealed class LinearBoundByItsOutputs : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearBoundByItsOutputs(long inputs, long outputs, bool hasBias = true)
        : base(nameof(LinearBoundByItsOutputs))
    {
        var bound = 1 / Math.Sqrt(outputs);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound);
        if (hasBias) bias = new Parameter((2 * rand(outputs) - 1) * bound);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[WrongAnswer("0.1.2", Says = "bias reaches up to 1/√d_in")]
internal sealed class LinearWithABiasOfZeros : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearWithABiasOfZeros(long inputs, long outputs, bool hasBias = true) : base(nameof(LinearWithABiasOfZeros))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound);
        if (hasBias) bias = new Parameter(zeros(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[WrongAnswer("0.1.2", Says = "the bias is missing")]
internal sealed class LinearThatForgetsItsBias : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    public LinearThatForgetsItsBias(long inputs, long outputs, bool hasBias = true)
        : base(nameof(LinearThatForgetsItsBias))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound);
        if (hasBias) register_parameter("bias", new Parameter((2 * rand(outputs) - 1) * bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x.matmul(weight.t());
}

[WrongAnswer("0.1.2", Says = "they are what is learned")]
internal sealed class LinearThatIsFrozen : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearThatIsFrozen(long inputs, long outputs, bool hasBias = true) : base(nameof(LinearThatIsFrozen))
    {
        var bound = 1 / Math.Sqrt(inputs);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound, requires_grad: false);
        if (hasBias) bias = new Parameter((2 * rand(outputs) - 1) * bound, requires_grad: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, weight, bias);
}

[RightAnswer("0.1.2")]
internal sealed class LinearOfScaledNumbers : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public LinearOfScaledNumbers(long inputs, long outputs, bool hasBias = true) : base(nameof(LinearOfScaledNumbers))
    {
        var bound = Math.Pow(inputs, -0.5);
        weight = new Parameter((2 * rand(outputs, inputs) - 1) * bound);
        bias = hasBias ? new Parameter((1 - 2 * rand(outputs)) * bound) : null;
        register_parameter("weight", weight);
        if (bias is not null) register_parameter("bias", bias);
    }

    public override Tensor forward(Tensor x)
    {
        var sums = x.matmul(weight.t());
        return bias is null ? sums : bias + sums;
    }
}

[WrongAnswer("0.1.3", Says = "everything was merged")]
internal sealed class FlattenOfEverything(long start = 1, long end = -1)
    : nn.Module<Tensor, Tensor>(nameof(FlattenOfEverything))
{
    private readonly bool unused = start == end;

    public override Tensor forward(Tensor x) => unused ? x : x.reshape(-1);
}

[WrongAnswer("0.1.3", Says = "only the axes after the first were merged, whatever was asked for")]
internal sealed class FlattenThatAsksNobody(long start = 1, long end = -1)
    : nn.Module<Tensor, Tensor>(nameof(FlattenThatAsksNobody))
{
    private readonly bool isNone = start == end;

    public override Tensor forward(Tensor x) => isNone ? x : x.reshape(x.shape[0], -1);
}

[WrongAnswer("0.1.3")]
internal sealed class FlattenThatLeavesOutItsLastAxis(long start = 1, long end = -1)
    : nn.Module<Tensor, Tensor>(nameof(FlattenThatLeavesOutItsLastAxis))
{
    public override Tensor forward(Tensor x)
    {
        var first = (int)(start < 0 ? start + x.ndim : start);
        var last = (int)(end < 0 ? end + x.ndim : end);
        return x.reshape([.. x.shape[..first], -1, .. x.shape[last..]]);
    }
}

[WrongAnswer("0.1.3", Says = "view size is not compatible")]
internal sealed class FlattenAsAView(long start = 1, long end = -1) : nn.Module<Tensor, Tensor>(nameof(FlattenAsAView))
{
    public override Tensor forward(Tensor x)
    {
        var first = (int)(start < 0 ? start + x.ndim : start);
        var last = (int)(end < 0 ? end + x.ndim : end);
        return x.view([.. x.shape[..first], -1, .. x.shape[(last + 1)..]]);
    }
}

[RightAnswer("0.1.3")]
internal sealed class FlattenOfLibtorch(long start = 1, long end = -1)
    : nn.Module<Tensor, Tensor>(nameof(FlattenOfLibtorch))
{
    public override Tensor forward(Tensor x) => x.flatten(start, end);
}

[WrongAnswer("0.1.4", Says = "modules in an array are no fields")]
internal sealed class SequentialThatRegistersNothing : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] inOrder;

    public SequentialThatRegistersNothing(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(SequentialThatRegistersNothing))
    {
        inOrder = [.. modules];
        RegisterComponents();
    }

    public int Count => inOrder.Length;

    public nn.Module<Tensor, Tensor> this[int index] => inOrder[index];

    public override Tensor forward(Tensor x)
    {
        foreach (var module in inOrder) x = module.call(x);
        return x;
    }
}

[WrongAnswer("0.1.4", Says = "the modules were called from last to first")]
internal sealed class SequentialFromTheEnd : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] inOrder;

    public SequentialFromTheEnd(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(SequentialFromTheEnd))
    {
        inOrder = modules;
        for (var i = 0; i < modules.Length; i++) register_module($"{i}", modules[i]);
    }

    public int Count => inOrder.Length;

    public nn.Module<Tensor, Tensor> this[int index] => inOrder[index];

    public override Tensor forward(Tensor x) => inOrder.Reverse().Aggregate(x, (y, module) => module.call(y));
}

[WrongAnswer("0.1.4", Says = "only the last module was called")]
internal sealed class SequentialWhoseModulesAllGetTheInput : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] inOrder;

    public SequentialWhoseModulesAllGetTheInput(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(SequentialWhoseModulesAllGetTheInput))
    {
        inOrder = modules;
        for (var i = 0; i < modules.Length; i++) register_module($"{i}", modules[i]);
    }

    public int Count => inOrder.Length;

    public nn.Module<Tensor, Tensor> this[int index] => inOrder[index];

    public override Tensor forward(Tensor x)
    {
        var result = x;
        foreach (var module in inOrder) result = module.call(x);
        return result;
    }
}

[WrongAnswer("0.1.4", Says = "hooks run in call()")]
internal sealed class SequentialThatCallsForward : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] inOrder;

    public SequentialThatCallsForward(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(SequentialThatCallsForward))
    {
        inOrder = modules;
        for (var i = 0; i < modules.Length; i++) register_module($"{i}", modules[i]);
    }

    public int Count => inOrder.Length;

    public nn.Module<Tensor, Tensor> this[int index] => inOrder[index];

    public override Tensor forward(Tensor x)
    {
        foreach (var module in inOrder) x = module.forward(x);
        return x;
    }
}

[RightAnswer("0.1.4")]
internal sealed class SequentialWithAModuleList : nn.Module<Tensor, Tensor>
{
    public SequentialWithAModuleList(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(SequentialWithAModuleList))
    {
        foreach (var module in modules) add_module($"{Count}", module);
    }

    public int Count => children().Count();

    public nn.Module<Tensor, Tensor> this[int index] => (nn.Module<Tensor, Tensor>)children().ElementAt(index);

    public override Tensor forward(Tensor x) =>
        children().Cast<nn.Module<Tensor, Tensor>>().Aggregate(x, (y, module) => module.call(y));
}

[WrongAnswer("0.1.5", Says = "there is no ReLU between the layers")]
internal sealed class MlpWithoutReLU : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    public MlpWithoutReLU(long pixels = 784, long hidden = 100, long classes = 10) : base(nameof(MlpWithoutReLU))
    {
        layers = new Sequential(new Flatten(), new Linear(pixels, hidden), new Linear(hidden, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[WrongAnswer("0.1.5", Says = "negative scores became 0")]
internal sealed class MlpThatEndsInReLU : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    public MlpThatEndsInReLU(long pixels = 784, long hidden = 100, long classes = 10) : base(nameof(MlpThatEndsInReLU))
    {
        layers = new Sequential(
            new Flatten(), new Linear(pixels, hidden), new ReLU(), new Linear(hidden, classes), new ReLU());
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[WrongAnswer("0.1.5", Says = "these are probabilities")]
internal sealed class MlpThatEndsInProbabilities : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    public MlpThatEndsInProbabilities(long pixels = 784, long hidden = 100, long classes = 10)
        : base(nameof(MlpThatEndsInProbabilities))
    {
        layers = new Sequential(new Flatten(), new Linear(pixels, hidden), new ReLU(), new Linear(hidden, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images).softmax(1);
}

[WrongAnswer("0.1.5", Says = "weight and bias of the first layer are followed by those of the second")]
internal sealed class MlpThatRegistersNothing : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    public MlpThatRegistersNothing(long pixels = 784, long hidden = 100, long classes = 10)
        : base(nameof(MlpThatRegistersNothing)) =>
        layers = new Sequential(new Flatten(), new Linear(pixels, hidden), new ReLU(), new Linear(hidden, classes));

    public override Tensor forward(Tensor images) => layers.call(images);
}

[RightAnswer("0.1.5")]
internal sealed class MlpOfFields : nn.Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly Linear second;

    public MlpOfFields(long pixels = 784, long hidden = 100, long classes = 10) : base(nameof(MlpOfFields))
    {
        first = new Linear(pixels, hidden);
        second = new Linear(hidden, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => second.call(first.call(images.flatten(1)).relu());
}
