using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>A landscape to walk down on: a loss with two parameters.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Height">The height at x and y, with gradients.</param>
/// <param name="X">From where to where it is drawn.</param>
/// <param name="Y">From where to where it is drawn.</param>
/// <param name="Start">A good place to start from.</param>
public sealed record Surface(
    string Name, Func<Tensor, Tensor, Tensor> Height, (double From, double To) X, (double From, double To) Y,
    (double X, double Y) Start)
{
    /// <summary>Steep across, nearly flat along: 25 times as curved in y as in x. The lowest place is (0, 0).</summary>
    public static Surface NarrowValley { get; } = new(
        "a narrow valley", (x, y) => 0.5 * x.square() + 12.5 * y.square(), (-5, 1.5), (-1.6, 1.6), (-4.5, 1.2));

    /// <summary>Rosenbrock's valley, which bends like a banana. The lowest place is (1, 1).</summary>
    public static Surface Banana { get; } = new(
        "Rosenbrock's banana",
        (x, y) => (1 - x).square() + 100 * (y - x.square()).square(),
        (-2, 2), (-1, 3), (-1.5, 1));

    /// <summary>Up on two sides and down on the other two; at (0, 0) the gradient is 0. It ends in two pits.</summary>
    public static Surface Saddle { get; } = new(
        "a saddle", (x, y) => 0.5 * x.square() - 0.5 * y.square() + 0.05 * y.pow(4), (-3, 3), (-3.5, 3.5), (2.5, 0.01));

    /// <summary>Waves on a bowl (Rastrigin's function, softened). The lowest of the many pits is (0, 0).</summary>
    public static Surface ManyPits { get; } = new(
        "many pits",
        (x, y) => 0.25 * (x.square() + y.square()) + 2 - (2 * x).cos() - (2 * y).cos(),
        (-5, 5), (-5, 5), (-4.2, 3.6));

    /// <summary>Nearly flat far from the pit in (0, 0), and steep close to it.</summary>
    public static Surface Plateau { get; } = new(
        "a plateau", (x, y) => 1 - 1 / (1 + 0.5 * (x.square() + 4 * y.square())), (-5, 2), (-3, 3), (-4, 2));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Surface> All { get; } = [NarrowValley, Banana, Saddle, ManyPits, Plateau];

    /// <summary>The height as a plain number.</summary>
    public double At(double x, double y)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        return Height(tensor(x), tensor(y)).item<double>();
    }
}
