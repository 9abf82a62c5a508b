using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class ActivationsTests
{
    private const double Tolerance = 2e-6;

    public static TheoryData<long[], bool> Shapes => new()
    {
        { [41], false }, { [2, 3, 4], true }, { [1], false },
    };

    [ExerciseTheory("1.1.16")]
    [MemberData(nameof(Shapes))]
    public void GeluIsLibtorchs(long[] shape, bool view)
    {
        var x = 2 * Some.Numbers(view, shape);
        using var unchanged = Inputs.MustStayUnchanged(x);
        Activations.Gelu(x).Should().BeCloseTo(nn.functional.gelu(x), Tolerance, mistakes:
        [
            ("this is the approximation with a tanh", Reference.Gelu(x)),
            ("this is x · sigmoid(1.702 x), an approximation", x * (1.702 * x).sigmoid()),
            ("this is the ReLU", x.relu()),
            ("this is the probability alone: multiply it by x", nn.functional.gelu(x) / x),
            ("x was not divided by √2: erf is not the normal distribution itself", 0.5 * x * (1 + x.erf())),
            ("the factor ½ is missing: 1 + erf goes from 0 to 2", 2 * nn.functional.gelu(x)),
        ]);
    }

    [ExerciseTheory("1.1.17")]
    [MemberData(nameof(Shapes))]
    public void GeluTanhIsItsFormula(long[] shape, bool view)
    {
        var x = 2 * Some.Numbers(view, shape);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = tensor([.. x.contiguous().data<float>().ToArray().Select(Formula)], shape);
        var inner = Math.Sqrt(2 / Math.PI);
        Activations.GeluTanh(x).Should().BeCloseTo(wanted, Tolerance, mistakes:
        [
            ("this is the exact GELU", nn.functional.gelu(x)),
            ("the factor √(2/π) is missing", 0.5 * x * (1 + (x + 0.044715 * x.pow(3)).tanh())),
            ("the factor is 2/π: take its root", 0.5 * x * (1 + (2 / Math.PI * (x + 0.044715 * x.pow(3))).tanh())),
            ("the cubic term is missing", 0.5 * x * (1 + (inner * x).tanh())),
            ("the factor √(2/π) stands before x only; it is before the whole bracket",
                0.5 * x * (1 + (inner * x + 0.044715 * x.pow(3)).tanh())),
            ("x is squared where it should be cubed", 0.5 * x * (1 + (inner * (x + 0.044715 * x.square())).tanh())),
            ("the factor ½ is missing", 2 * wanted),
        ]);

        static float Formula(float x) =>
            (float)(0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * Math.Pow(x, 3)))));
    }
}
