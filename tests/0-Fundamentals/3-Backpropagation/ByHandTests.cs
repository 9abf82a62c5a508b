using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class ByHandTests
{
    [ExerciseTheory("0.3.5")]
    [InlineData("", "")]
    [InlineData("4", "4")]
    [InlineData("2 3", "3")]
    [InlineData("2 1", "1 3")]
    [InlineData("3", "2 1 1")]
    public void ResultAndBothGradients(string left, string right)
    {
        var (a, b) = (Some.Positive(1, Some.Shape(left)), Some.Positive(2, Some.Shape(right)));
        using var unchanged = Some.MustStayUnchanged(a, b);
        var (result, gradA, gradB) = ByHand.ForwardAndBack(a, b);

        var (x, y) = (a.Torch(), b.Torch());
        var (p, ofBoth) = (x * y, Gradients(x, y, t => t * t.log()));
        result.Torch().Should().BeCloseTo(p * p.log(), tolerance: 1e-12, what: "Result", mistakes:
        [
            ("this is q, the logarithm: multiply it by p", p.log()),
            ("this is the sum; the result itself is asked for", (p * p.log()).sum()),
        ]);
        gradA.Torch().Should().BeCloseTo(ofBoth.A, tolerance: 1e-10, what: "GradA", mistakes:
        [
            .. Mistakes(x, y).Select(mistake => (mistake.Mistake, mistake.Value.A)),
            ("this is the gradient with respect to b", ofBoth.B),
            ("it still has the stretched shape: sum over the axes that broadcasting stretched", (p.log() + 1) * y),
        ]);
        gradB.Torch().Should().BeCloseTo(ofBoth.B, tolerance: 1e-10, what: "GradB", mistakes:
        [
            .. Mistakes(x, y).Select(mistake => (mistake.Mistake, mistake.Value.B)),
            ("this is the gradient with respect to a", ofBoth.A),
        ]);
    }

    [ExerciseFact("0.3.5")]
    public void TheExampleOfThePage()
    {
        var (result, gradA, gradB) = ByHand.ForwardAndBack(2, 3);
        var log = Math.Log(6);
        result.Number.Should().BeApproximately(6 * log, 1e-12, "that is Result");
        gradA.Number.Should().BeApproximately(3 * (log + 1), 1e-12, "that is GradA");
        gradB.Number.Should().BeApproximately(2 * (log + 1), 1e-12, "that is GradB");
    }

    private static (string Mistake, (Tensor A, Tensor B) Value)[] Mistakes(Tensor x, Tensor y) =>
    [
        ("p is used twice, and only the way through q was taken: add the other one", Gradients(x, y, t => t)),
        ("p is used twice, and the way through q was forgotten: add it", Gradients(x, y, t => t * t.detach().log())),
        ("this is the gradient of q alone", Gradients(x, y, t => t.log())),
    ];

    private static (Tensor A, Tensor B) Gradients(Tensor x, Tensor y, Func<Tensor, Tensor> ofProduct)
    {
        var (a, b) = (x.clone().requires_grad_(), y.clone().requires_grad_());
        ofProduct(a * b).sum().backward();
        return (a.grad!, b.grad!);
    }
}
