using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// Functions with a jump, and gradients for the place where they jump: as if what jumps now were spread evenly over a
/// window around the threshold (Rajamanoharan et al. 2024b).
/// </summary>
public static class StraightThrough
{
    /// <summary>1 where z is above the threshold, and 0 elsewhere.</summary>
    /// <param name="z"><c>… latent</c>. No gradient reaches it.</param>
    /// <param name="threshold">θ, <c>latent</c>, through which gradients flow.</param>
    /// <param name="width">ε, the width of the window.</param>
    /// <returns>
    /// <c>… latent</c>. Its gradient with respect to θ is −1/ε where z is less than ε/2 away from θ, and 0 elsewhere.
    /// </returns>
    [Exercise("1.3.25", "A step with a gradient",
        Minutes = 20, Difficulty = 4, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("... latent")]
    public static Tensor Step([Shape("... latent")] Tensor z, [Shape("latent")] Tensor threshold, double width)
    {
        throw new NotImplementedException("1.3.25 A step with a gradient");
    }

    /// <summary>z where it is above the threshold, and 0 elsewhere.</summary>
    /// <param name="z"><c>… latent</c>. Its gradient is 1 where it is above the threshold, and 0 elsewhere.</param>
    /// <param name="threshold">θ, <c>latent</c>, through which gradients flow.</param>
    /// <param name="width">ε, the width of the window.</param>
    /// <returns>
    /// <c>… latent</c>. Its gradient with respect to θ is −θ/ε where z is less than ε/2 away from θ, and 0 elsewhere.
    /// </returns>
    [Exercise("1.3.26", "JumpReLU", Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("... latent")]
    public static Tensor JumpRelu([Shape("... latent")] Tensor z, [Shape("latent")] Tensor threshold, double width)
    {
        throw new NotImplementedException("1.3.26 JumpReLU");
    }
}
