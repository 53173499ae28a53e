use std::net::IpAddr;
use std::sync::Arc;

use access::{Guard, Pengguna, Penugasan, Permission, Role, Session};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use db::{Context, Once, ReadTx, Unit, WriteTx};

use crate::app::{App, UnitName};
use crate::error::{Error, Result};
use crate::flash;
use crate::form::Form;

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub pengguna: Pengguna,
    pub session: Session,
    /// Those in force today.
    pub penugasan: Vec<Penugasan>,
}

impl SignedIn {
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.penugasan.iter().filter_map(Penugasan::role)
    }

    /// The user's own unit.
    pub fn unit(&self) -> Unit {
        self.session.unit()
    }
}

/// A request that passed its guard: who asks, for which unit, and what they may do.
#[derive(Clone)]
pub struct Caller {
    pub app: App,
    pub ctx: Context,
    pub user: Option<SignedIn>,
    /// The unit in words; its plain default on pages of no unit.
    pub unit: UnitName,
    pub address: IpAddr,
    pub headers: HeaderMap,
    /// Path and query as asked for.
    pub path: String,
    pub(crate) csrf: String,
}

impl Caller {
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Today in the unit's own zone.
    pub fn today(&self) -> jiff::civil::Date {
        self.unit.zone.tanggal(self.ctx.now)
    }

    pub fn can(&self, permission: Permission) -> bool {
        self.passes(Guard::Needs(permission))
    }

    /// Whether a route with this guard would open.
    pub fn passes(&self, guard: Guard) -> bool {
        match (guard, &self.user) {
            (Guard::Public, _) | (Guard::SignedIn, Some(_)) => true,
            (Guard::Needs(permission), Some(user)) => {
                user.roles().any(|role| self.app.matrix().allows(role, permission))
            }
            (_, None) => false,
        }
    }

    /// The signed-in user; routes guarded by a permission always have one.
    pub fn signed_in(&self) -> Result<&SignedIn> {
        self.user.as_ref().ok_or_else(|| Error::LoginNeeded { next: self.path.clone() })
    }

    pub async fn read(&self) -> Result<ReadTx> {
        Ok(self.app.db().read(&self.ctx).await?)
    }

    /// Begins an act, named by its noun.
    pub async fn write(&self, act: &'static str) -> Result<WriteTx> {
        Ok(self.app.db().write(&self.ctx, act).await?)
    }

    /// Begins an act that this form asks for once; or tells where it led before, where it is sent again.
    pub async fn begin(
        &self,
        act: &'static str,
        form: &Form,
        target: &str,
    ) -> Result<std::result::Result<WriteTx, String>> {
        let mut tx = self.write(act).await?;
        Ok(match tx.once(form.request_key()?, target).await? {
            Once::First => Ok(tx),
            Once::Again(target) => Err(target),
        })
    }

    /// An address within the unit: `caller.href("/penduduk")`.
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.ctx.unit)
    }

    /// A fresh key for a form of this page.
    pub fn request_key(&self) -> String {
        vault::token::<15>()
    }

    /// An empty form with its two keys.
    pub fn form(&self) -> ui::Form {
        ui::Form::new(self.csrf.clone(), self.request_key())
    }

    /// The frame of a page: unit, menu, badge, message.
    pub fn page(&self, title: impl Into<String>) -> ui::Page {
        let mut page = ui::Page::new(title)
            .contoh(self.app.settings().contoh)
            .csrf(self.csrf.clone())
            .flash(flash::read(&self.headers));
        if !self.unit.name.is_empty() {
            page = page
                .unit(self.unit.kind_word.clone(), self.unit.name.clone(), self.href(""))
                .parent(self.unit.parent.clone())
                .logo(self.unit.logo.clone());
        }
        let Some(user) = &self.user else { return page };
        let roles: Vec<&str> = user.roles().map(Role::label).collect();
        page.menu(self.menu()).user(ui::UserBadge::new(user.pengguna.nama.clone(), roles.join(", ")))
    }

    fn menu(&self) -> Vec<ui::MenuItem> {
        let here = self.path.split('?').next().unwrap_or_default();
        let item = |entry: &crate::Menu| {
            let href = self.href(entry.path);
            let below = here.strip_prefix(&href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            ui::MenuItem::new(entry.label, href).icon(entry.icon).group(entry.group).active(below)
        };
        let open = |entry: &&crate::Menu| entry.is_open(|guard| self.passes(guard));
        self.app.menu().iter().filter(open).map(item).collect()
    }

    /// Something worked out from these fact tables of the unit, once for as long as none of them moves. `key` tells
    /// it from other things, and names every day or part of the village that it depends on.
    pub async fn kept<T, F>(
        &self,
        tx: &mut db::ReadTx,
        key: String,
        tables: &[&str],
        make: F,
    ) -> Result<Arc<T>>
    where
        T: Send + Sync + 'static,
        F: AsyncFnOnce(&mut db::ReadTx) -> Result<T>,
    {
        let key = (self.ctx.unit, key);
        let now = tx.head().await?;
        if let Some((seq, fact)) = self.app.facts().find::<T>(&key) {
            let moved = seq != now && tx.moved_since(seq, tables).await?;
            if !moved {
                self.app.facts().put(key, now, Arc::clone(&fact));
                return Ok(fact);
            }
        }
        let fact = Arc::new(make(tx).await?);
        self.app.facts().put(key, now, Arc::clone(&fact));
        Ok(fact)
    }

    /// A public page of the unit, rendered once for each position of its ledger.
    pub async fn cached<F>(&self, key: &str, render: F) -> Result<Response>
    where
        F: AsyncFnOnce() -> Result<String>,
    {
        let unit = self.ctx.unit;
        let seq = self.app.db().head(unit).await?;
        if let Some(page) = self.app.cache().find(unit, key, seq) {
            return Ok(page.respond(&self.headers));
        }
        let html = render().await?;
        Ok(self.app.cache().put(unit, key, seq, html).respond(&self.headers))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::NotFound)
    }
}

/// Renders a page.
pub fn html(template: &impl askama::Template) -> Result<Response> {
    Ok(Html(template.render()?).into_response())
}

/// Renders a form that was refused, with everything that was typed.
pub fn refused(template: &impl askama::Template) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// Leads on after an act, with a message for the next page.
pub fn see_other(target: &str, message: Option<ui::Flash>) -> Response {
    let mut response = axum::response::Redirect::to(target).into_response();
    if let Some(message) = message {
        response.headers_mut().append(header::SET_COOKIE, flash::cookie(&message));
    }
    response
}
