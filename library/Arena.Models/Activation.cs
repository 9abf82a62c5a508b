namespace Arena.Models;

/// <summary>What the neurons of an MLP do to their input.</summary>
public enum Activation
{
    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>x Φ(x)</c>, Φ being the normal distribution function (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>GPT-2's approximation of it, <c>x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))</c>.</summary>
    GeluNew,
}
