using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals;

public sealed class Scale : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> inner;

    [Exercise("0.0.1", "Scale", Model = MentalModel.FunctionApproximators)]
    public Scale() : base("Scale")
    {
        inner = nn.Linear(2, 2);
        RegisterComponents();
    }

    [PartOf("0.0.1")]
    public override Tensor forward(Tensor x) => inner.call(x) / Math.Sqrt(x.shape[^1]);
}
