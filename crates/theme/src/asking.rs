//! The functions of templates, each forwarded to the [`Content`] of the page being drawn.
//!
//! Tera's functions are shared by all threads and know no page, so the page's content is put into a
//! thread-local for the time of one draw and taken out again when the draw ends, however it ends.

use crate::content::{Content, ContentFault};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

const DEFAULT_ROWS: u32 = 8;
const MAX_ROWS: u32 = 50;

thread_local! {
    static CURRENT: RefCell<Vec<Draw>> = const { RefCell::new(Vec::new()) };
}

struct Draw {
    content: Rc<dyn Content>,
    nav: Value,
    /// Header and footer are kept between pages; what they show must be in the key of that cache.
    frame: bool,
    fault: Option<ContentFault>,
}

/// Sets the content for the functions below until it is dropped.
pub(crate) struct Drawing;

impl Drawing {
    pub fn begin(content: Rc<dyn Content>, nav: Value, frame: bool) -> Drawing {
        let draw = Draw { content, nav, frame, fault: None };
        CURRENT.with_borrow_mut(|stack| stack.push(draw));
        Drawing
    }

    /// The content fault that made a function fail, if one did.
    pub fn fault(&self) -> Option<ContentFault> {
        CURRENT.with_borrow_mut(|stack| stack.last_mut()?.fault.take())
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        CURRENT.with_borrow_mut(|stack| stack.pop());
    }
}

pub(crate) fn register(tera: &mut Tera) {
    tera.register_function("nav", |_: Kwargs, _: &State| nav());
    tera.register_function("sites", |_: Kwargs, _: &State| ask("sites", |c| c.sites()));
    tera.register_function("column", |k: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = k.must_get("path")?;
        ask("column", |c| c.column(path))
    });
    tera.register_function("children", |k: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = k.must_get("path")?;
        ask("children", |c| c.children(path))
    });
    tera.register_function("columns_of_class", |k: Kwargs, _: &State| -> TeraResult<Value> {
        let class: &str = k.must_get("class")?;
        ask("columns_of_class", |c| c.columns_of_class(class))
    });
    tera.register_function("articles", |k: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = k.must_get("path")?;
        let limit = limit(&k)?;
        ask("articles", |c| c.articles(path, limit))
    });
    tera.register_function("slot", |k: Kwargs, _: &State| -> TeraResult<Value> {
        let name: &str = k.must_get("name")?;
        let limit = limit(&k)?;
        ask("slot", |c| c.slot(name, limit))
    });
}

fn limit(kwargs: &Kwargs) -> TeraResult<u32> {
    let limit = kwargs.get::<u32>("limit")?.unwrap_or(DEFAULT_ROWS);
    if limit > MAX_ROWS {
        return Err(Error::message(format!("limit 最大为 {MAX_ROWS}")));
    }
    Ok(limit)
}

fn nav() -> TeraResult<Value> {
    CURRENT.with_borrow(|stack| match stack.last() {
        Some(draw) => Ok(draw.nav.clone()),
        None => Err(outside("nav")),
    })
}

fn ask<T: Serialize>(function: &str, call: impl FnOnce(&dyn Content) -> Result<T, ContentFault>) -> TeraResult<Value> {
    let content = CURRENT.with_borrow(|stack| match stack.last() {
        Some(draw) if draw.frame => {
            Err(Error::message(format!("页眉和页脚只能使用 site、top、is_home 和 nav()，不能使用 {function}()")))
        }
        Some(draw) => Ok(Rc::clone(&draw.content)),
        None => Err(outside(function)),
    })?;
    // The content is free to be slow or to draw something itself: no borrow is held meanwhile.
    match call(content.as_ref()) {
        Ok(answer) => Value::try_from_serializable(&answer),
        Err(fault) => {
            let told = Error::message(&fault);
            CURRENT.with_borrow_mut(|stack| {
                if let Some(draw) = stack.last_mut() {
                    draw.fault = Some(fault);
                }
            });
            Err(told)
        }
    }
}

fn outside(function: &str) -> Error {
    Error::message(format!("{function}() 只能在绘制页面时使用"))
}
