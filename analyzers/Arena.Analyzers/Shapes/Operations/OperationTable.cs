using Arena.Analyzers.Shapes.Flow;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>What an operation makes of the shapes that it gets; it reports those that cannot be.</summary>
internal delegate Value OperationRule(OperationCall call);

/// <summary>
/// Every tensor operation whose shapes are known, by name: methods of <c>Tensor</c> and functions of <c>torch</c>.
/// The forms that end in an underscore follow the same rule.
/// </summary>
internal static class OperationTable
{
    private static readonly (string Names, OperationRule Rule)[] Rows =
    [
        // One tensor in, the same shape out.
        ("abs absolute acos acosh angle arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh alias "
            + "bernoulli bitwise_not bool byte ceil celu char clone conj contiguous cos "
            + "cosh cpu cuda data deg2rad dequantize detach digamma double dropout elu erf erfc erfinv exp exp2 expm1 "
            + "fix float floor frac gelu half hardsigmoid hardswish hardtanh i0 int isfinite isinf isnan isneginf "
            + "isposinf isreal leaky_relu lgamma log log10 log1p log2 log_sigmoid logical_not logit logsigmoid long "
            + "mish mvlgamma nan_to_num neg negative normalize pin_memory polygamma positive prelu "
            + "rad2deg reciprocal relu relu6 requires_grad_ resolve_conj round rrelu rsqrt selu sgn short sigmoid sign "
            + "signbit silu sin sinc sinh softplus softshrink softsign sqrt square tan tanh tanhshrink threshold to "
            + "to_type tril triu trunc type type_as with_requires_grad MoveToOuterDisposeScope DetachFromDisposeScope "
            + "MoveToOtherDisposeScope fill_ zero_ uniform_ normal_ random_ exponential_ cauchy_ bernoulli_ geometric_ "
            + "log_normal_ copy_ index_fill index_fill_ index_add index_add_ index_copy scatter scatter_ scatter_add "
            + "scatter_add_ masked_scatter alpha_dropout kaiming_normal_ kaiming_uniform_ xavier_normal_ "
            + "xavier_uniform_ constant_ ones_ trunc_normal_ orthogonal_",
            Elementwise.Same),
        ("zeros_like ones_like full_like rand_like randn_like randint_like empty_like bfloat16", Elementwise.Same),
        ("clamp clamp_max clamp_min clip masked_fill", Elementwise.SameOrBroadcast),
        ("cumsum cumprod logcumsumexp softmax log_softmax softmin argsort", Elementwise.SameAlong),
        ("cummax cummin sort", Elementwise.TwoAlong),
        ("flip roll rot90 msort", Elementwise.SameOrUnknown),

        // Several tensors that broadcast.
        ("add sub subtract mul multiply div divide true_divide floor_divide fmod remainder pow float_power atan2 "
            + "arctan2 bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift copysign dist "
            + "eq ne not_equal ge greater_equal gt greater le less_equal lt less isclose fmax fmin gcd lcm heaviside "
            + "hypot igamma igammac ldexp lerp logaddexp logaddexp2 logical_and logical_or logical_xor maximum minimum "
            + "nextafter xlogy addcdiv addcmul where",
            Elementwise.Broadcast),
        ("mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div",
            Elementwise.Loss),
        ("cross_entropy nll_loss", Elementwise.ClassLoss),
        ("equal allclose", Elementwise.Number),

        // Axes that are reduced.
        ("sum mean prod std var all any nansum nanmean logsumexp norm median amax amin argmax argmin count_nonzero "
            + "nanmedian",
            Reducing.Reduce),
        ("quantile nanquantile", Reducing.Quantile),
        ("max min", Reducing.MaxOrMin),
        ("aminmax std_mean var_mean mode kthvalue", Reducing.Two),
        ("topk", Reducing.TopK),

        // Matrix products.
        ("matmul", Products.Matmul),
        ("mm", Products.MatrixMatrix),
        ("bmm", Products.Batched),
        ("mv", Products.MatrixVector),
        ("dot inner vdot", Products.Dot),
        ("outer ger", Products.Outer),
        ("addmm baddbmm addmv", Products.Added),
        ("linear", Products.Linear),
        ("scaled_dot_product_attention", Products.Attention),

        // The same elements in another shape.
        ("view reshape", Reshaping.View),
        ("view_as reshape_as expand_as", Reshaping.LikeOther),
        ("flatten ravel", Reshaping.FlattenCall),
        ("unflatten", Reshaping.Unflatten),
        ("squeeze", Reshaping.Squeeze),
        ("unsqueeze", Reshaping.Unsqueeze),
        ("transpose swapaxes swapdims", Reshaping.Transpose),
        ("t", Reshaping.T),
        ("adjoint", Reshaping.Adjoint),
        ("permute", Reshaping.Permute),
        ("movedim moveaxis", Reshaping.MoveDim),
        ("expand broadcast_to", Reshaping.Expand),
        ("repeat tile", Reshaping.Repeat),
        ("repeat_interleave", Reshaping.RepeatInterleave),
        ("diag", Reshaping.Diag),
        ("diagonal", Reshaping.Diagonal),
        ("trace det logdet", Reshaping.Scalar),
        ("unfold", Reshaping.Unfold),
        ("one_hot", Reshaping.OneHot),
        ("pad", Reshaping.Pad),

        // Parts of a tensor, and tensors joined.
        ("select", Indexing.Select),
        ("slice", Indexing.Slice),
        ("narrow", Indexing.Narrow),
        ("index_select", Indexing.IndexSelect),
        ("gather take_along_dim", Indexing.Gather),
        ("chunk", Joining.Chunk),
        ("split tensor_split", Joining.Split),
        ("unbind", Joining.Unbind),
        ("cat concat concatenate", Joining.Cat),
        ("stack", Joining.Stack),

        // Tensors from sizes and from data.
        ("zeros ones rand randn empty full randint normal", Factories.OfSizes),
        ("new_zeros new_ones new_full new_empty", Factories.OfSizes),
        ("arange", Factories.Arange),
        ("linspace logspace randperm", Factories.Line),
        ("eye", Factories.Eye),
        ("tensor", Factories.Data),
        ("Parameter", Elementwise.Same),

        // Numbers about a tensor.
        ("size", Factories.SizeOf),
        ("dim", Factories.Rank),
        ("numel", Factories.Count),
        ("conv1d conv2d conv3d max_pool1d max_pool2d avg_pool1d avg_pool2d adaptive_avg_pool1d adaptive_avg_pool2d",
            Layers.Function),
        ("layer_norm", Layers.LayerNormFunction),
        ("embedding", Layers.EmbeddingFunction),
    ];

    private static readonly Dictionary<string, OperationRule> Table = Rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Rule)))
        .ToDictionary(row => row.name, row => row.Rule, StringComparer.Ordinal);

    // In place, these change the shape of the tensor itself.
    private static readonly HashSet<string> Reshaping_ = ["squeeze_", "unsqueeze_", "t_", "transpose_", "resize_",
        "swapaxes_", "swapdims_", "set_", "unflatten_"];

    /// <summary>The names of all operations in the table.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>The rule for an operation, or null when it is not in the table.</summary>
    public static OperationRule? Find(OperationCall call) =>
        Reshaping_.Contains(call.Name) ? null
        : Table.TryGetValue(call.Name, out var rule) ? rule
        : call.IsInPlace && Table.TryGetValue(call.Name.Substring(0, call.Name.Length - 1), out rule) ? rule
        : null;

    /// <summary>Whether the table has an operation, or the one that it does in place.</summary>
    public static bool Has(string name) =>
        Table.ContainsKey(name) || name.EndsWith("_", StringComparison.Ordinal) && Table.ContainsKey(name.TrimEnd('_'));

    /// <summary>Whether an operation in place leaves the shape as it is.</summary>
    public static bool KeepsShapeInPlace(string name) => !Reshaping_.Contains(name);
}
