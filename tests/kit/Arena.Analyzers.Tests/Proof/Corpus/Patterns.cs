// ## TSH2001: A parenthesis is missing
// run: Split(rand(2, 5, 8))
public static Tensor Split(Tensor x)
{
    return Rearrange(x, "b s (h d -> b h s d", ("h", 2)); // wrong <-
    //+ return Rearrange(x, "b s (h d) -> b h s d", ("h", 2));
}

// ## TSH2001: The arrow is missing
// run: Transposed(rand(2, 5))
public static Tensor Transposed(Tensor x)
{
    return Rearrange(x, "a b, b a"); // wrong <-
    //+ return Rearrange(x, "a b -> b a");
}

// ## TSH2001: An arrow as C# writes it
// run: Transposed(rand(2, 5))
public static Tensor Transposed(Tensor x)
{
    return Rearrange(x, "a b => b a"); // wrong <-
    //+ return Rearrange(x, "a b -> b a");
}

// ## TSH2001|TSH2003: An axis stands twice on one side
// run: Diagonal(rand(3, 3))
public static Tensor Diagonal(Tensor x)
{
    return Reduce(x, "i i -> i", Reduction.Sum); // wrong <-
    //+ return Einsum("i i -> i", x);
}

// ## TSH2002: One tensor too few
// run: Product(rand(2, 3), rand(3, 4))
public static Tensor Product(Tensor a, Tensor b)
{
    return Einsum("i k, k j -> i j", a); // wrong <-
    //+ return Einsum("i k, k j -> i j", a, b);
}

// ## TSH2002: The weights are forgotten in the pattern
// run: Heads(rand(2, 5, 8), rand(4, 8, 2), rand(4, 2))
public static Tensor Heads(Tensor x, Tensor w, Tensor b)
{
    return Einsum("batch seq d, head d h -> batch seq head h", x, w, b); // wrong <-
    //+ return Einsum("batch seq d, head d h -> batch seq head h", x, w) + b;
}

// ## TSH2003: A typo on the right side of a rearrange
// run: Split(rand(2, 5, 8))
public static Tensor Split(Tensor x)
{
    return Rearrange(x, "batch seq (heads d) -> batch head seq d", ("heads", 2)); // wrong <-
    //+ return Rearrange(x, "batch seq (heads d) -> batch heads seq d", ("heads", 2));
}

// ## TSH2003: The size of neither factor is given
// run: Split(rand(2, 5, 8))
public static Tensor Split(Tensor x)
{
    return Rearrange(x, "b s (h d) -> b h s d"); // wrong <-
    //+ return Rearrange(x, "b s (h d) -> b h s d", ("h", 2));
}

// ## TSH2003: A size for an axis that the pattern does not have
// run: Split(rand(2, 5, 8))
public static Tensor Split(Tensor x)
{
    return Rearrange(x, "b s (h d) -> b h s d", ("heads", 2)); // wrong <-
    //+ return Rearrange(x, "b s (h d) -> b h s d", ("h", 2));
}

// ## TSH2003: An axis is lost in a rearrange
// run: Mean(rand(2, 3, 4))
public static Tensor Mean(Tensor x)
{
    return Rearrange(x, "batch seq d -> batch d"); // wrong <-
    //+ return Reduce(x, "batch seq d -> batch d", Reduction.Mean);
}

// ## TSH2003: A new axis without a size
// run: Copies(rand(3))
public static Tensor Copies(Tensor x)
{
    return Repeat(x, "d -> batch d"); // wrong <-
    //+ return Repeat(x, "d -> batch d", ("batch", 4));
}

// ## TSH2003|TSH2001: The output has an axis that no operand has
// run: Product(rand(2, 3), rand(3, 4))
public static Tensor Product(Tensor a, Tensor b)
{
    return Einsum("i k, k j -> i l", a, b); // wrong <-
    //+ return Einsum("i k, k j -> i j", a, b);
}

// ## TSH2005: One letter too many in the shared axis
// run: Scores(rand(2, 5, 8), rand(2, 7, 8))
public static Tensor Scores(Tensor q, Tensor k)
{
    return Einsum("b query d_head, b key d_heads -> b query key", q, k); // wrong <-
    //+ return Einsum("b query d_head, b key d_head -> b query key", q, k);
}

// ## TSH2004: The pattern forgets the batch
// run: Split(rand(2, 5, 8))
public static Tensor Split([Shape("batch seq d_model")] Tensor x)
{
    return Rearrange(x, "seq (head d) -> head seq d", ("head", 2)); // wrong <-
    //+ return Rearrange(x, "batch seq (head d) -> batch head seq d", ("head", 2));
}

// ## TSH2004 flow: The picture lost its channel on the way
// run: Columns(rand(3, 8, 8))
public static Tensor Columns([Shape("3 height width")] Tensor picture)
{
    var grey = picture.mean([0]); // wrong
    //+ var grey = picture.mean([0], keepdim: true);
    return Rearrange(grey, "c h w -> w (c h)"); // <-
}

// ## TSH2004 flow: An operand has its batch already summed away
// run: Product(rand(2, 3, 4), rand(4, 6))
public static Tensor Product([Shape("batch seq d")] Tensor x, [Shape("d out")] Tensor w)
{
    var mean = x.mean([0]);
    return Einsum("batch seq d, d out -> batch seq out", mean, w); // wrong <-
    //+ return Einsum("seq d, d out -> seq out", mean, w);
}

// ## TSH2006: 10 does not split into 4 heads
// run: Split(rand(2, 5, 10))
public static Tensor Split([Shape("batch seq 10")] Tensor x)
{
    return Rearrange(x, "b s (h d) -> b h s d", ("h", 4)); // wrong <-
    //+ return Rearrange(x, "b s (h d) -> b h s d", ("h", 5));
}

// ## TSH2006 flow: Both factors are given, and their product is not the axis
// run: Split(rand(2, 5, 64))
public static Tensor Split([Shape("batch seq 64")] Tensor x)
{
    const int heads = 4;
    const int dHead = 32; // wrong
    //+ const int dHead = 16;
    return Rearrange(x, "b s (h d) -> b h s d", ("h", heads), ("d", dHead)); // <-
}

// ## TSH2006 flow: The summed axis has two sizes
// run: Product()
public static Tensor Product()
{
    var x = torch.rand(5, 12);
    var w = torch.rand(16, 3); // wrong
    //+ var w = torch.rand(12, 3);
    return Einsum("n d, d out -> n out", x, w); // <-
}

// ## TSH2006 flow: Keys and values come from texts of different lengths
// run: Attend(rand(2, 5, 16), rand(2, 7, 16))
public static Tensor Attend([Shape("2 5 16")] Tensor x, [Shape("2 7 16")] Tensor context)
{
    var pattern = Einsum("b q d, b k d -> b q k", x, context).softmax(-1);
    return Einsum("b q k, b k d -> b q d", pattern, x); // wrong <-
    //+ return Einsum("b q k, b k d -> b q d", pattern, context);
}

// ## TSH2006: Patches of 5 in a picture of 32
// run: Patches(rand(2, 3, 32, 32))
public static Tensor Patches([Shape("batch 3 32 32")] Tensor images)
{
    return Rearrange(images, "b c (h p) (w q) -> b (h w) (c p q)", ("p", 8), ("q", 5)); // wrong <-
    //+ return Rearrange(images, "b c (h p) (w q) -> b (h w) (c p q)", ("p", 8), ("q", 8));
}

// ## TSH2006 flow: Pooling by 2 what the convolution made odd
// run: Pool(rand(2, 1, 28, 28))
public static Tensor Pool([Shape("batch 1 28 28")] Tensor images)
{
    var conv = nn.Conv2d(1, 4, 4); // wrong
    //+ var conv = nn.Conv2d(1, 4, 3);
    return Reduce(conv.call(images), "b c (h 2) (w 2) -> b c h w", Reduction.Max); // <-
}

// ## TSH2006 flow: Time and batch are merged and taken apart with another batch
// run: Fold(rand(6, 5, 8))
public static Tensor Fold([Shape("6 5 8")] Tensor x)
{
    var merged = Rearrange(x, "batch time d -> (batch time) d");
    return Rearrange(merged, "(batch time) d -> batch time d", ("batch", 8)); // wrong <-
    //+ return Rearrange(merged, "(batch time) d -> batch time d", ("batch", 6));
}

// ## TSH1003 flow: Head and position are swapped in the output of the rearrange
// run: Split(rand(2, 5, 64))
[return: Shape("batch heads seq d_head")]
public static Tensor Split([Shape("batch seq heads*d_head")] Tensor x)
{
    return Rearrange(x, "batch seq (heads d_head) -> batch seq heads d_head", ("heads", 4)); // wrong <-
    //+ return Rearrange(x, "batch seq (heads d_head) -> batch heads seq d_head", ("heads", 4));
}

// ## TSH2002|TSH2001: torch.einsum with letters that do not match the operands
// run: Product(rand(2, 3), rand(3, 4))
public static Tensor Product(Tensor a, Tensor b)
{
    return torch.einsum("ik,kj,jl->il", a, b); // wrong <-
    //+ return torch.einsum("ik,kj->ij", a, b);
}

// ## TSH2006|TSH1009 flow: torch.einsum over axes of two sizes
// run: Bilinear()
public static Tensor Bilinear()
{
    var x = torch.rand(4, 6);
    var w = torch.rand(8, 6); // wrong
    //+ var w = torch.rand(6, 8);
    return torch.einsum("bi,ij->bj", x, w); // <-
}

// ## TSH2003: The ellipsis stands on one side only
// run: Flat(rand(2, 3, 4))
public static Tensor Flat(Tensor x)
{
    return Rearrange(x, "... h w -> (h w)"); // wrong <-
    //+ return Rearrange(x, "... h w -> ... (h w)");
}

// ## TSH1008 flow: An einops layer in a Sequential makes fewer features than the Linear takes
// run: Net().call(rand(2, 1, 28, 28))
public static Sequential Net()
{
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding: 1),
        Layers.Reduce("b c h w -> b c", Reduction.Mean),
        nn.Linear(16, 10)); // wrong <-
                            //+ nn.Linear(8, 10));
}
