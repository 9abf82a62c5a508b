namespace Arena.Patterns;

/// <summary>What a pattern is for. Each kind has its own rules about what may stand in it.</summary>
public enum PatternKind
{
    /// <summary><c>"b h w c -&gt; b (h w) c"</c>: every axis stays.</summary>
    Rearrange,

    /// <summary><c>"b h w c -&gt; b c"</c>: axes that are missing on the right are reduced.</summary>
    Reduce,

    /// <summary><c>"h w -&gt; h w 3"</c>: axes that are new on the right are repeated.</summary>
    Repeat,

    /// <summary><c>"b i d, b j d -&gt; b i j"</c>: axes that are missing on the right are summed.</summary>
    Einsum,

    /// <summary><c>"b (h d) -&gt; b h out"</c>: axes are mixed with a weight that has further axes.</summary>
    EinMix,

    /// <summary><c>"d out"</c>: the axes of a weight or bias of an <see cref="EinMix"/>.</summary>
    Weight,

    /// <summary><c>"b * c"</c>: the star stands for the axes that are packed into one.</summary>
    Pack,

    /// <summary><c>"b seq _"</c>: names for the axes of a shape, <c>_</c> for those of no interest.</summary>
    ParseShape,

    /// <summary><c>"batch seq h*d 3"</c>: a promise about a shape.</summary>
    Contract,
}
