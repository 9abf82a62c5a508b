using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Never adds the bias.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "the bias is missing")]
internal sealed class LinearWithoutBias : Module
{
    public LinearWithoutBias(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        return x.MatMul(Weight.Permute(1, 0));
    }
}

/// <summary>Right only where both sizes are equal, as it seems.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "the weight has to be transposed")]
internal sealed class LinearWithoutTransposing : Module
{
    public LinearWithoutTransposing(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(x.Shape[1] == Weight.Shape[0] ? Weight : Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>Takes the wrong size for the bound.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "the bound is 1/√outputs")]
internal sealed class LinearBoundByOutputs : Module
{
    public LinearBoundByOutputs(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(outputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>Draws from the wrong distribution.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "the numbers are normal")]
internal sealed class LinearWithNormalWeights : Module
{
    public LinearWithNormalWeights(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(bound * noise.Normal(outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>Draws from half of the range.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "only positive numbers were drawn")]
internal sealed class LinearWithPositiveWeights : Module
{
    public LinearWithPositiveWeights(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(0, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>Begins without a shift.</summary>
[SolutionOnly, WrongAnswer("0.3.23", Says = "the bias is 0")]
internal sealed class LinearWithAZeroBias : Module
{
    public LinearWithAZeroBias(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(NdArray.Zeros(outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>An optimiser would never see its parameters.</summary>
[SolutionOnly, WrongAnswer("0.3.23")]
internal sealed class LinearThatDoesNotRegister : Module
{
    public LinearThatDoesNotRegister(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = new Parameter(noise.Uniform(-bound, bound, outputs, inputs));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}

/// <summary>Cuts the graph.</summary>
[SolutionOnly, WrongAnswer("0.3.23")]
internal sealed class LinearThatComputesWithArrays : Module
{
    public LinearThatComputesWithArrays(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = x.Array.MatMul(Weight.Array.Permute(1, 0));
        return Bias is null ? product : product + Bias.Array;
    }
}

/// <summary>Multiplies from the left, and transposes at the end.</summary>
[SolutionOnly, RightAnswer("0.3.23")]
internal sealed class LinearFromTheLeft : Module
{
    public LinearFromTheLeft(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    public override Variable Forward(Variable x)
    {
        var product = Weight.MatMul(x.Permute(1, 0)).Permute(1, 0);
        return Bias is null ? product : Bias + product;
    }
}
