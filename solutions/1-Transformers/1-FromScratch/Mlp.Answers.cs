using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

[SolutionOnly]
[WrongAnswer("1.1.18", Says = "this is with the exact GELU")]
internal sealed class MlpWithTheExactGelu : nn.Module<Tensor, Tensor>
{
    public readonly Parameter W_in;

    public readonly Parameter b_in;

    public readonly Parameter W_out;

    public readonly Parameter b_out;

    public MlpWithTheExactGelu(long dModel, long dMlp) : base(nameof(MlpWithTheExactGelu))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        nn.functional.gelu(x.matmul(W_in) + b_in).matmul(W_out) + b_out;
}

[SolutionOnly]
[WrongAnswer("1.1.18", Says = "there is no activation")]
internal sealed class MlpWithoutActivation : nn.Module<Tensor, Tensor>
{
    public readonly Parameter W_in;

    public readonly Parameter b_in;

    public readonly Parameter W_out;

    public readonly Parameter b_out;

    public MlpWithoutActivation(long dModel, long dMlp) : base(nameof(MlpWithoutActivation))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => (x.matmul(W_in) + b_in).matmul(W_out) + b_out;
}

[SolutionOnly]
[WrongAnswer("1.1.18", Says = "the input was added")]
internal sealed class MlpThatAddsItsInput : nn.Module<Tensor, Tensor>
{
    public readonly Parameter W_in;

    public readonly Parameter b_in;

    public readonly Parameter W_out;

    public readonly Parameter b_out;

    public MlpThatAddsItsInput(long dModel, long dMlp) : base(nameof(MlpThatAddsItsInput))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        x + Activations.GeluTanh(x.matmul(W_in) + b_in).matmul(W_out) + b_out;
}

[SolutionOnly]
[WrongAnswer("1.1.18", Says = "RegisterComponents()")]
internal sealed class MlpThatForgetsToRegister : nn.Module<Tensor, Tensor>
{
    public readonly Parameter W_in;

    public readonly Parameter b_in;

    public readonly Parameter W_out;

    public readonly Parameter b_out;

    public MlpThatForgetsToRegister(long dModel, long dMlp) : base(nameof(MlpThatForgetsToRegister))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
    }

    public override Tensor forward(Tensor x) => Activations.GeluTanh(x.matmul(W_in) + b_in).matmul(W_out) + b_out;
}

[SolutionOnly]
[RightAnswer("1.1.18")]
internal sealed class MlpOfLinearMaps : nn.Module<Tensor, Tensor>
{
    public readonly Parameter W_in;

    public readonly Parameter b_in;

    public readonly Parameter W_out;

    public readonly Parameter b_out;

    public MlpOfLinearMaps(long dModel, long dMlp) : base(nameof(MlpOfLinearMaps))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(
        Activations.GeluTanh(nn.functional.linear(x, W_in.t(), b_in)), W_out.t(), b_out);
}
